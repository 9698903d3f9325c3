/** What of `document-selector.ts` needs the editor. */
import { languages, type TextDocument, type Uri } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';
import { documentSelector, isWanted } from './document-selector.ts';

/** Whether diagnostics are wanted for a tab whose document was not opened yet. */
export const matchesTab = (_selector: DocumentSelector, resource: Uri): boolean =>
  isWanted(resource.scheme, resource.path);

/** Whether `document` is one the server sees. */
export const isServed = (document: TextDocument): boolean => languages.match(documentSelector, document) > 0;
