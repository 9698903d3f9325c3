/** The part of the document selection that needs the editor's API. */
import { languages, type TextDocument, type Uri } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';
import { documentSelector, isWanted } from './document-selector.ts';

/** Whether a tab gets diagnostics before its document is opened. */
export const matchesTab = (_selector: DocumentSelector, resource: Uri): boolean =>
  isWanted(resource.scheme, resource.path);

/** Whether the server gets `document`. */
export const isServed = (document: TextDocument): boolean => languages.match(documentSelector, document) > 0;
