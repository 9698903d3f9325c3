/** The extension in a web worker extension host (vscode.dev, github.dev): the server is a worker, and reads files through us. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient, stopClient } from './extension.ts';

/** The part of the platform's Worker used here; the project is compiled without the browser's types. */
declare const Worker: new (url: string, options?: { name?: string }) => object;

/** Called by the editor. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/worker.js');
  return startClient(context, {
    readsFiles: false,
    makeClient: (options) => new LanguageClient('seaworthy', 'Seaworthy', () => startWorker(script), options),
  });
}

/** Called by the editor. */
export const deactivate = stopClient;

/** A new worker each time, so that the server can be restarted. */
async function startWorker(script: Uri): Promise<object> {
  const options = { name: 'seaworthy' };
  if (script.scheme !== 'vscode-remote') return new Worker(script.toString(true), options);
  // The host refuses to start a worker from the address of a remote extension: it gets the text instead.
  const bytes = await workspace.fs.readFile(script);
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'text/javascript' }));
  return new Worker(url, options);
}
