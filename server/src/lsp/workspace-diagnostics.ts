/**
 * Diagnostics of all files: on request (`workspace/diagnostic`), or pushed to clients that do not request. A request is held until something
 * changes: VS Code repeats it two seconds after each answer.
 */
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { createPause } from '../host/host.ts';
import { parseUri } from '../host/uri.ts';
import { type Diagnostics, NO_DIAGNOSTICS } from './diagnostics.ts';
import type { JudgedFiles } from './judged-files.ts';
import type { Session } from './session.ts';

export interface WorkspaceDiagnostics {
  /** Answers `workspace/diagnostic` with the files that differ from those the client knows, as soon as there are some. */
  pull(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport>;
  /** To call when files were judged. */
  judged(): void;
  /** To call when the client got the diagnostics of a document in another way. `isKept`: it keeps them for certain. */
  answered(uri: string, id: string, isKept: boolean): void;
  /** Answers the requests that are held. */
  dispose(): void;
}

/** The diagnostics that a client has, by the keys of the documents. */
type Known = Map<string, { readonly uri: string; readonly id: string }>;

/** A receiver of diagnostics: a request, or a client to which they are pushed. */
interface Receiver {
  readonly known: Known;
  readonly isGone: () => boolean;
  /** Gets some of the changed files. */
  readonly some: (items: WorkspaceFullDocumentDiagnosticReport[]) => void;
  /** Gets the rest, if any file has changed. */
  readonly end: (items: WorkspaceFullDocumentDiagnosticReport[]) => void;
  isAnswering: boolean;
}

/**
 * What a client knows of a document that was not open when it requested its diagnostics: perhaps nothing new. VS Code requests them a last
 * time when it closes a tab, and throws the answer away. No diagnostics have this id, so they are sent again.
 */
const UNSURE = '?';

/** Files in one partial result. */
const CHUNK = 100;

export function createWorkspaceDiagnostics(
  session: Session,
  diagnostics: Diagnostics,
  files: JudgedFiles,
): WorkspaceDiagnostics {
  const { workspaces, log } = session;
  const receivers = new Set<Receiver>();
  /** What document requests were answered: the client may keep the diagnostics of a closed document without a result id. */
  const documents: Known = new Map();
  /**
   * What was sent last for a document although the client knew something else. A client that still claims to know that prefers what a request
   * for the document itself answered, as VS Code does for tabs: sending again would never end.
   */
  const sent = new Map<string, { readonly despite: string; readonly id: string }>();
  const keyOf = (uri: unknown): string | undefined => {
    const parsed = parseUri(uri);
    return parsed && workspaces.keyOf(parsed);
  };

  const changedSince = (known: Known): { readonly key: string; readonly uri: string }[] => {
    const all = files.all();
    const changed: { readonly key: string; readonly uri: string }[] = [];
    const isNews = (key: string, before: string, id: string): boolean => {
      const last = sent.get(key);
      return before !== id && !(last?.despite === before && last.id === id && before !== NO_DIAGNOSTICS);
    };
    for (const [key, { uri, id }] of all) {
      const before = known.get(key);
      if (isNews(key, before?.id ?? NO_DIAGNOSTICS, id)) changed.push({ key, uri: before?.uri ?? uri });
    }
    for (const [key, { uri, id }] of known)
      if (!all.has(key) && isNews(key, id, NO_DIAGNOSTICS) && !session.open(uri)) changed.push({ key, uri });
    return changed;
  };

  const answer = async (receiver: Receiver): Promise<void> => {
    if (receiver.isAnswering || receiver.isGone() || !files.isComplete() || files.isPending()) return;
    receiver.isAnswering = true;
    const { known } = receiver;
    const pause = createPause(session.isBusy);
    let isAny = false;
    let items: WorkspaceFullDocumentDiagnosticReport[] = [];
    try {
      for (const { key, uri } of changedSince(known)) {
        const { id, items: list } = diagnostics.current(uri, files.all().has(key));
        const before = known.get(key)?.id ?? NO_DIAGNOSTICS;
        if (id === before) continue;
        sent.set(key, { despite: before, id });
        known.set(key, { uri, id });
        if (!files.all().has(key)) documents.delete(key);
        items.push({ kind: 'full', uri, version: session.versionOf(uri), resultId: id, items: list });
        isAny = true;
        if (items.length >= CHUNK) {
          receiver.some(items);
          items = [];
        }
        await pause();
        if (receiver.isGone()) return;
      }
    } catch (error) {
      log.fault('workspace diagnostics', error);
    } finally {
      receiver.isAnswering = false;
    }
    if (isAny) receiver.end(items);
  };

  if (!session.client.pulls) receivers.add(pushReceiver(session));

  return {
    pull(params, token, partial) {
      const known: Known = new Map(documents);
      for (const key of files.all().keys()) known.delete(key);
      for (const { uri, value } of Array.isArray(params.previousResultIds) ? params.previousResultIds : []) {
        const key = keyOf(uri);
        if (key !== undefined) known.set(key, { uri, id: value });
      }
      return new Promise((resolve, reject) => {
        const kept: WorkspaceFullDocumentDiagnosticReport[] = [];
        const receiver: Receiver = {
          known,
          isGone: () => !receivers.has(receiver),
          some: (items) => (partial ? partial.report({ items }) : void kept.push(...items)),
          end(items) {
            receivers.delete(receiver);
            resolve({ items: [...kept, ...items] });
          },
          isAnswering: false,
        };
        receivers.add(receiver);
        const cancel = (): void => {
          receivers.delete(receiver);
          reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled'));
        };
        token.onCancellationRequested(cancel);
        if (token.isCancellationRequested) cancel();
        else void answer(receiver);
      });
    },
    judged() {
      for (const receiver of receivers) void answer(receiver);
    },
    answered(uri, id, isKept) {
      const key = keyOf(uri);
      if (key === undefined) return;
      for (const known of [documents, ...[...receivers].map((r) => r.known)]) {
        if (id === NO_DIAGNOSTICS && (isKept || !known.has(key))) known.delete(key);
        else known.set(key, { uri, id: isKept ? id : UNSURE });
      }
      sent.delete(key);
    },
    dispose() {
      for (const receiver of [...receivers]) receiver.end([]);
      receivers.clear();
    },
  };
}

/** Sends each file's diagnostics. */
function pushReceiver(session: Session): Receiver {
  const send = (items: readonly WorkspaceFullDocumentDiagnosticReport[]): void => {
    for (const { uri, version, items: diagnostics } of items)
      void session.notify('textDocument/publishDiagnostics', {
        uri,
        ...(version !== null && { version }),
        diagnostics,
      });
  };
  return { known: new Map(), isGone: () => false, some: send, end: send, isAnswering: false };
}
