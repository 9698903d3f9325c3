/** The language server in a web worker: the client reads all files. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { traceOf } from '../core/text/trace.ts';
import { editorHost } from '../host/browser.ts';
import { editorFiles } from './editor-files.ts';
import { faultText, withTrace } from './log.ts';
import { startServer } from './server.ts';

/** The part of the worker's scope used here; the project is compiled without the browser's types. */
interface Scope {
  addEventListener(type: 'error', listener: (event: { readonly error: unknown }) => void): void;
  addEventListener(type: 'unhandledrejection', listener: (event: { readonly reason: unknown }) => void): void;
}
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0] & Scope;
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
const fault = (error: unknown): void =>
  connection.console.error(withTrace(faultText('the language server', error), traceOf(error)));
self.addEventListener('error', (event: { readonly error: unknown }) => fault(event.error));
self.addEventListener('unhandledrejection', (event: { readonly reason: unknown }) => fault(event.reason));
startServer(connection, () => editorHost(editorFiles(connection)), { runtime: 'a web worker' });
