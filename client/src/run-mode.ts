/** The setting `seaworthy.run`: with `onSave` the findings of a file with unsaved changes stay as they are until it is saved. */
import { CancellationError, type TextDocument, Uri, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type DiagnosticProviderMiddleware,
  DiagnosticPullMode,
  type DiagnosticPullOptions,
  DocumentDiagnosticRequest,
  vsdiag,
} from 'vscode-languageclient';
import { wholeAnswer } from './whole-answers.ts';

/** Documents that were never saved are always checked while the user types. */
const isCheckedOnSave = (document: TextDocument): boolean =>
  !document.isUntitled && workspace.getConfiguration('seaworthy', document.uri).get('run') === 'onSave';

/** Whether a file is open with unsaved changes that are not checked. */
const waitsForSave = (uri: Uri): boolean =>
  workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString() && isCheckedOnSave(one));

/** How long the editor may take to call a changed document dirty, in milliseconds. */
const SETTLED = 250;

/** The parts of the client's options that keep the findings of a dirty document, and no part of an answer for the whole. `client`: the running client. */
export function runMode(client: () => BaseLanguageClient | undefined): {
  readonly filter: DiagnosticPullOptions['filter'];
  readonly provideDiagnostics: DiagnosticProviderMiddleware['provideDiagnostics'];
  readonly provideWorkspaceDiagnostics: DiagnosticProviderMiddleware['provideWorkspaceDiagnostics'];
} {
  const timers = new WeakMap<TextDocument, ReturnType<typeof setTimeout>>();
  /** A change that leaves a document clean: undone, reverted, or loaded from disk. */
  const checkClean = (document: TextDocument): void => {
    if (document.isDirty || document.isClosed) return;
    const feature = client()?.getFeature(DocumentDiagnosticRequest.method);
    feature?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
  };
  return {
    filter(document, mode) {
      if (mode !== DiagnosticPullMode.onType || !isCheckedOnSave(document)) return false;
      clearTimeout(timers.get(document));
      timers.set(
        document,
        setTimeout(() => checkClean(document), SETTLED),
      );
      return true;
    },
    // The server also asks for new requests, when another file has changed.
    provideDiagnostics: (document, previous, token, next) =>
      previous !== undefined && !(document instanceof Uri) && document.isDirty && isCheckedOnSave(document)
        ? { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previous }
        : wholeAnswer(next(document, previous, token), token, () => new CancellationError()),
    // The findings of all files are those of the texts in the editor. A document behind another tab would get them by this way.
    provideWorkspaceDiagnostics: (known, token, report, next) =>
      next(known, token, (chunk) => report(chunk && { items: chunk.items.filter(({ uri }) => !waitsForSave(uri)) })),
  };
}
