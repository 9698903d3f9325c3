/** The setting `seaworthy.run`: with `onSave` the findings of a file with unsaved changes stay as they are until it is saved. */
import { CancellationError, languages, type TextDocument, Uri, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type DiagnosticProviderMiddleware,
  DiagnosticPullMode,
  type DiagnosticPullOptions,
  DocumentDiagnosticRequest,
  vsdiag,
} from 'vscode-languageclient';
import { isOurs } from './commands.ts';
import { wholeAnswer } from './whole-answers.ts';

/** Documents that were never saved are always checked while the user types. */
const isCheckedOnSave = (document: TextDocument): boolean =>
  !document.isUntitled && workspace.getConfiguration('seaworthy', document.uri).get('run') === 'onSave';

/** How long the editor may take to call a changed document dirty, in milliseconds. */
const SETTLED = 250;

const hasFindings = (uri: Uri): boolean => languages.getDiagnostics(uri).some(isOurs);

/** The parts of the client's options that keep the findings of a dirty document, and no part of an answer for the whole. `client`: the running client. */
export function runMode(client: () => BaseLanguageClient | undefined): {
  readonly filter: DiagnosticPullOptions['filter'];
  readonly provideDiagnostics: DiagnosticProviderMiddleware['provideDiagnostics'];
  readonly provideWorkspaceDiagnostics: DiagnosticProviderMiddleware['provideWorkspaceDiagnostics'];
} {
  /** The documents that changed less than `SETTLED` ago. */
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>();
  /** Whether a document has unsaved changes that are not checked. A change of this moment counts, though the document is not dirty yet. */
  const waitsForSave = (document: TextDocument): boolean =>
    (document.isDirty || timers.has(document)) && isCheckedOnSave(document);
  const waits = (uri: Uri): boolean =>
    workspace.textDocuments.some((one) => one.uri.toString() === uri.toString() && waitsForSave(one));
  /** A change that leaves a document clean: undone, reverted, or loaded from disk. */
  const checkClean = (document: TextDocument): void => {
    timers.delete(document);
    if (document.isDirty || document.isClosed) return;
    const feature = client()?.getFeature(DocumentDiagnosticRequest.method);
    feature?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
  };
  return {
    filter(document, mode) {
      clearTimeout(timers.get(document));
      timers.delete(document);
      if (mode !== DiagnosticPullMode.onType || !isCheckedOnSave(document)) return false;
      timers.set(
        document,
        setTimeout(() => checkClean(document), SETTLED),
      );
      return true;
    },
    // The server also asks for new requests, when another file has changed. A document has no previous answer where its findings are
    // those of all files, or where a change came before the first answer: an id that the server does not know gets a whole answer later.
    provideDiagnostics: (document, previous, token, next) =>
      !(document instanceof Uri) && waitsForSave(document) && (previous !== undefined || hasFindings(document.uri))
        ? { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previous ?? 'kept' }
        : wholeAnswer(next(document, previous, token), token, () => new CancellationError()),
    // The findings of all files are those of the texts in the editor. A document behind another tab would get them by this way.
    provideWorkspaceDiagnostics: (known, token, report, next) =>
      next(known, token, (chunk) => report(chunk && { items: chunk.items.filter(({ uri }) => !waits(uri)) })),
  };
}
