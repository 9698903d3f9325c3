/** The extension in a Node extension host (desktop, remote, WSL, containers): the server is a separate process. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient, stopClient } from './extension.ts';

/** Called by the editor. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, 'server/dist/server.js').fsPath;
  const run = { module, transport: TransportKind.ipc };
  return startClient(context, {
    makeClient: (options) => new LanguageClient('seaworthy', 'Seaworthy', { run, debug: run }, options),
  });
}

/** Called by the editor. */
export const deactivate = stopClient;
