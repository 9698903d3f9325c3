/** The setting `seaworthy.run`: with `onSave` the findings of a file with unsaved changes stay as they are until it is saved. */
import { type TextDocument, Uri, workspace } from 'vscode';
import {
  type DiagnosticProviderMiddleware,
  DiagnosticPullMode,
  type DiagnosticPullOptions,
  vsdiag,
} from 'vscode-languageclient';

/** Documents that were never saved are always checked while the user types. */
const waitsForSave = (document: TextDocument): boolean =>
  document.isDirty &&
  !document.isUntitled &&
  workspace.getConfiguration('seaworthy', document.uri).get('run') === 'onSave';

export const pullFilter: DiagnosticPullOptions['filter'] = (document, mode) =>
  mode === DiagnosticPullMode.onType && waitsForSave(document);

/** The server also asks for new requests, when another file has changed. */
export const provideDiagnostics: DiagnosticProviderMiddleware['provideDiagnostics'] = (
  document,
  previous,
  token,
  next,
) =>
  previous !== undefined && !(document instanceof Uri) && waitsForSave(document)
    ? { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previous }
    : next(document, previous, token);
