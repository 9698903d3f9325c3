/** The part of the document selection that needs the editor's API. */
import { languages, TabInputText, type TextDocument, type Uri, window } from 'vscode';
import type { DocumentSelector } from 'vscode-languageclient';
import { documentSelector, isWanted } from './document-selector.ts';

/** Whether a tab gets diagnostics before its document is opened. */
export const matchesTab = (_selector: DocumentSelector, resource: Uri): boolean =>
  isWanted(resource.scheme, resource.path);

/** Whether the server gets `document`. */
export const isServed = (document: TextDocument): boolean => languages.match(documentSelector, document) > 0;

/** The file in front of the user. With the focus in the Output panel the editor names the panel's text as the active one: the file is that of the active tab. */
export function activeFile(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  if (uri && uri.scheme !== 'output') return uri;
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputText ? input.uri : undefined;
}
