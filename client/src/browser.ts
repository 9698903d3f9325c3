/** The extension in a web worker extension host (vscode.dev, github.dev): the server is a worker, and reads files through us. */
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
 * Starts a worker, in the place of the one before, and gives the two ends of its line. The client would make these of a worker
 * itself, but knows it by `instanceof Worker`, which is false in this host: it has a `Worker` of its own.
 */
async function connect(script: Uri): Promise<MessageTransports> {
  worker?.terminate();
  worker = new Worker(await address(script), { name: 'seaworthy' });
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** Where the host can load `script` from. It refuses the address of a remote extension: that one gets a copy of the text. */
async function address(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([text.slice()], { type: 'text/javascript' }));
}
