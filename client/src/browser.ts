/** The extension in a web worker extension host (vscode.dev, github.dev): the server is a worker that reads files through the client. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { startClient, stopClient } from './extension.ts';

/** The part of the platform's Worker used here; the project is compiled without the browser's types. */
interface ServerWorker {
  terminate(): void;
}
declare const Worker: new (url: string, options?: { name?: string }) => ServerWorker;

let worker: ServerWorker | undefined;

/** Called by the editor. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/worker.js');
  return startClient(context, {
    makeClient: (options) => new LanguageClient('seaworthy', 'Seaworthy', () => connect(script), options),
  });
}

/** Called by the editor. */
export async function deactivate(): Promise<void> {
  await stopClient();
  worker?.terminate();
}

/**
 * Starts a worker, replaces the previous one, and returns its message reader and writer. The client library can create these itself, but
 * it checks `instanceof Worker`, which is false here: this host replaces the class `Worker`.
 */
async function connect(script: Uri): Promise<MessageTransports> {
  worker?.terminate();
  worker = new Worker(await address(script), { name: 'seaworthy' });
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** The address from which the host can load `script`. It rejects the address of a remote extension, so that gets a copy of the text. */
async function address(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([text.slice()], { type: 'text/javascript' }));
}
