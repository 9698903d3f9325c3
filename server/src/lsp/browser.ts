// TEMPORARY: proves the editor's machinery until the real language server replaces this file and echo.ts beside it.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './echo.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];
serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
