/** The extension, the same in the desktop's and in the browser's extension host: node.ts and browser.ts hand in what differs. */
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

/** What differs between the hosts. */
export interface Runtime {
  /** Makes the client, not yet started; `options` are to be passed on as they are. */
  makeClient(options: LanguageClientOptions): BaseLanguageClient;
}

let client: BaseLanguageClient | undefined;

/** Starts the language server and everything that shows it. Resolves when the server answers; a failure to start is logged. */
export async function startClient(context: ExtensionContext, runtime: Runtime): Promise<void> {
  const log = window.createOutputChannel('Seaworthy', { log: true });
  const watcher = workspace.createFileSystemWatcher(watchedGlob);
  context.subscriptions.push(log, watcher);
  client = runtime.makeClient({
    documentSelector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    // What is offered to the server beyond the protocol: files that it cannot read itself, and rule pages.
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
    // The client has shown its own message; the editor goes on without findings.
    log.error(error instanceof Error ? error : String(error));
  }
}
