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
  const scripts = ['core.js', 'worker.js'].map((name) => Uri.joinPath(context.extensionUri, 'server/dist', name));
  return startClient(context, {
    makeClient: (options) => new LanguageClient('seaworthy', 'Seaworthy', () => connect(scripts), options),
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
async function connect(scripts: readonly Uri[]): Promise<MessageTransports> {
  worker?.terminate();
  worker = new Worker(await address(scripts), { name: 'seaworthy' });
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/**
 * The address of a copy of the scripts, one after the other. A worker here cannot load a second script by its own: it does not know its
 * address, and the host rejects that of a remote extension.
 */
async function address(scripts: readonly Uri[]): Promise<string> {
  const texts = await Promise.all(scripts.map((script) => workspace.fs.readFile(script)));
  const parts = texts.flatMap((text) => [text.slice(), '\n']);
  return URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));
}
