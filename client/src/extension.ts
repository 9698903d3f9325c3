/** The extension for desktop and browser. node.ts and browser.ts pass in the differences. */
import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  CancellationToken,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from 'vscode-languageclient';
import { watchedGlob } from '../../server/src/core/files/file-kinds.ts';
import { createActionCommands } from './action-commands.ts';
import { registerChange } from './change-view.ts';
import { registerCommands } from './commands.ts';
import { warnBeforeCommit } from './commit-warning.ts';
import { isCompletedElsewhere } from './completion.ts';
import { openComplianceReport } from './compliance.ts';
import { documentSelector } from './document-selector.ts';
import { matchesTab } from './documents.ts';
import { refusal } from './edits.ts';
import { explainFile, openConfiguration } from './file-commands.ts';
import { serveFiles } from './files.ts';
import { createFindingsView } from './findings-view.ts';
import { watchFolders } from './folders.ts';
import { withLinks } from './hover.ts';
import { registerLanguageStatus } from './language-status.ts';
import { showMenu } from './menu.ts';
import { runMode } from './run-mode.ts';
import { createStatuses } from './status.ts';
import { registerStatusBar } from './status-bar.ts';
import { registerViewCommands } from './view-commands.ts';
import { registerWalkthrough } from './walkthrough.ts';
import { watchFindings } from './window-findings.ts';

/** The differences between the extension hosts. */
export interface Runtime {
  /** Creates the client without starting it. Must pass `options` on unchanged. */
  makeClient(options: LanguageClientOptions): BaseLanguageClient;
}

let client: BaseLanguageClient | undefined;

/** Starts the language server and its user interface. Resolves when the server answers; logs a failure to start. */
export async function startClient(context: ExtensionContext, runtime: Runtime): Promise<void> {
  const log = window.createOutputChannel('Seaworthy', { log: true });
  const watcher = workspace.createFileSystemWatcher(watchedGlob());
  const actionCommands = createActionCommands();
  const { filter, provideDiagnostics, provideWorkspaceDiagnostics } = runMode(() => client);
  context.subscriptions.push(log, watcher, actionCommands);
  client = runtime.makeClient({
    documentSelector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    // What the server does not learn from the protocol: the client reads files for it, shows rule pages and hovers, and lets the user
    // apply a part of a code action's edit.
    initializationOptions: { files: true, pages: true, hover: true, preview: true },
    middleware: {
      resolveCodeAction: async (action, token, next) => actionCommands.keep((await next(action, token)) ?? action),
      workspace: { handleApplyEdit: (params, next) => refusal(params) ?? next(params, CancellationToken.None) },
      provideCompletionItem: (document, position, context, token, next) =>
        isCompletedElsewhere(document) ? undefined : next(document, position, context, token),
      provideHover: async (document, position, token, next) =>
        withLinks(await next(document, position, token), document, position),
      provideDiagnostics,
      provideWorkspaceDiagnostics,
    },
    diagnosticCollectionName: 'seaworthy',
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true, match: matchesTab, filter },
    markdown: { isTrusted: false, supportHtml: false },
  });
  context.subscriptions.push(
    ...serveFiles(client),
    ...watchFolders(client),
    ...registerCommands(context.extensionUri, client, log),
    ...registerOverview(context, client),
    ...registerWalkthrough(),
  );
  await start(client, log);
}

/** What shows the findings of the window and the state of the server: status items, their menu, and the view. */
function registerOverview({ workspaceState }: ExtensionContext, of: BaseLanguageClient): Disposable[] {
  const statuses = createStatuses(of);
  const findings = watchFindings();
  const view = createFindingsView(of, statuses, findings, workspaceState);
  return [
    statuses,
    findings,
    view,
    registerStatusBar(statuses, findings),
    registerLanguageStatus(statuses),
    ...registerViewCommands(of, view),
    ...registerChange(of, statuses, findings),
    ...warnBeforeCommit(of),
    commands.registerCommand('seaworthy.showMenu', () => showMenu(statuses, findings)),
    commands.registerCommand('seaworthy.openConfiguration', () => openConfiguration(of, statuses)),
    commands.registerCommand('seaworthy.openComplianceReport', () => openComplianceReport(of)),
    commands.registerCommand('seaworthy.whyNotChecked', (uri?: unknown) => explainFile(of, uri)),
  ];
}

/** Stops the language server; the editor waits for it. */
export async function stopClient(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

async function start(starting: BaseLanguageClient, log: LogOutputChannel): Promise<void> {
  try {
    await starting.start();
  } catch (error) {
    // The client library has already shown a message. The editor works on without findings.
    log.error(error instanceof Error ? error : String(error));
  }
}
