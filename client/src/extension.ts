/** The extension for desktop and browser. node.ts and browser.ts pass in the differences. */
import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import { watchedGlob } from '../../server/src/core/files/file-kinds.ts';
import { registerCommands } from './commands.ts';
import { documentSelector } from './document-selector.ts';
import { matchesTab } from './documents.ts';
import { serveFiles } from './files.ts';
import { watchFolders } from './folders.ts';
import { withLinks } from './hover.ts';
import { registerStatus } from './status.ts';

/** The differences between the extension hosts. */
export interface Runtime {
  /** Creates the client without starting it. Must pass `options` on unchanged. */
  makeClient(options: LanguageClientOptions): BaseLanguageClient;
}

let client: BaseLanguageClient | undefined;

/** Starts the language server and its user interface. Resolves when the server answers; logs a failure to start. */
export async function startClient(context: ExtensionContext, runtime: Runtime): Promise<void> {
  const log = window.createOutputChannel('Seaworthy', { log: true });
  const watcher = workspace.createFileSystemWatcher(watchedGlob);
  context.subscriptions.push(log, watcher);
  client = runtime.makeClient({
    documentSelector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    // Services for the server beyond the protocol: files that it cannot read itself, and rule pages.
    initializationOptions: { files: true, pages: true, notes: true },
    middleware: {
      provideHover: async (document, position, token, next) =>
        withLinks(await next(document, position, token), document, position),
    },
    diagnosticCollectionName: 'seaworthy',
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true, match: matchesTab },
    markdown: { isTrusted: false, supportHtml: false },
  });
  context.subscriptions.push(
    ...serveFiles(client),
    ...watchFolders(client),
    ...registerCommands(context.extensionUri, client, log),
    registerStatus(client),
  );
  await start(client, log);
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
