/** The state that all parts of the server share: connection, client capabilities, open documents, workspaces. */
import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfig } from '../core/engine/configs.ts';
import type { FileReport } from '../core/engine/report.ts';
import type { Day } from '../core/text/day.ts';
import { noteUse } from '../host/code-use.ts';
import type { Host } from '../host/host.ts';
import { parseUri } from '../host/uri.ts';
import type { Client } from './client.ts';
import { readExtended } from './extended.ts';
import type { Log } from './log.ts';
import type { Place, Workspaces } from './workspaces.ts';

export interface Session {
  readonly connection: Connection;
  readonly client: Client;
  readonly host: Host;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspaces: Workspaces;
  readonly log: Log;
  readonly today: () => Day;
  /** The open document of a URI in any of its forms. */
  open(uri: unknown): TextDocument | undefined;
  /** Marks an open document as changed. The engines get its text at the next `flush`. */
  touch(document: TextDocument): void;
  /** Marks a document as closed. */
  forget(uri: string): void;
  /** Whether a document changed a moment ago, so that a request for its findings is likely. */
  isBusy(): boolean;
  /** Gives the current day and the texts of the changed documents to the engines. */
  flush(): void;
  /** Sets the text of a URI in every workspace that it belongs to; `undefined` removes the file. */
  setText(uri: string, text: string | undefined): void;
  /** The same for one workspace. */
  setTextAt(place: Place, text: string | undefined): void;
  /** Current findings and problems of a file; `undefined` if the folder's settings disable checks, or after an internal error. */
  report(place: Place): FileReport | undefined;
  /** The version of an open document, else null. */
  versionOf(uri: string): number | null;
  /** Sends a notification; ignores a closed connection. */
  notify(method: string, params: object): Promise<void>;
  /** To call when a change may affect findings of other documents. */
  changed(): void;
  dispose(): void;
}

/** Calls `onChanged` once after a series of `changed` calls, and `onText` when an engine gets another text of a file, or loses it. */
export function createSession(
  parts: Pick<Session, 'connection' | 'client' | 'host' | 'documents' | 'workspaces' | 'log' | 'today'>,
  { onChanged, onText }: { readonly onChanged: () => void; readonly onText: (place: Place) => void },
): Session {
  const { documents, workspaces, log } = parts;
  const dirty = new Map<string, TextDocument>();
  const opened = new Map<string, string>();
  let touched = 0;
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let changedTimer: ReturnType<typeof setTimeout> | undefined;

  const setIn = ({ workspace, path }: Place, text: string | undefined): void => {
    const { engine } = workspace;
    workspace.register(path, text !== undefined);
    const before = engine.index.version;
    const textBefore = engine.textOf(path);
    try {
      if (text === undefined) engine.removeFile(path);
      else engine.setFile(path, text);
    } catch (error) {
      log.fault('reading a file', error);
      engine.removeFile(path);
    }
    if (isConfig(path))
      readExtended(parts.host, workspace, session.changed).catch((error: unknown) =>
        log.fault('reading a configuration', error),
      );
    if (engine.index.version !== before) session.changed();
    if (engine.textOf(path) !== textBefore) onText({ workspace, path });
  };

  /** The day may have changed since the last request. A timer until midnight would keep the process alive. */
  const followDay = (): void => {
    const day = parts.today();
    for (const { engine } of workspaces.all()) {
      if (engine.today() === day) continue;
      engine.setToday(day);
      session.changed();
    }
  };

  const session: Session = {
    ...parts,
    open(uri) {
      const parsed = parseUri(uri);
      const spelling = parsed && opened.get(workspaces.keyOf(parsed));
      return spelling === undefined ? undefined : documents.get(spelling);
    },
    touch(document) {
      const parsed = parseUri(document.uri);
      if (!parsed) return;
      opened.set(workspaces.keyOf(parsed), document.uri);
      dirty.set(document.uri, document);
      touched = Date.now();
      // Requests flush by themselves. Without a request the timer flushes, since the change may affect other files.
      flushing ??= setTimeout(() => session.flush(), 100);
    },
    isBusy: () => Date.now() - touched < 40,
    forget(uri) {
      const parsed = parseUri(uri);
      if (parsed) opened.delete(workspaces.keyOf(parsed));
      dirty.delete(uri);
    },
    flush() {
      clearTimeout(flushing);
      flushing = undefined;
      followDay();
      const waiting = [...dirty.values()];
      dirty.clear();
      for (const document of waiting) {
        if (documents.get(document.uri) === document) session.setText(document.uri, document.getText());
      }
    },
    setText(uri, text) {
      for (const place of workspaces.places(uri)) setIn(place, text);
    },
    setTextAt: setIn,
    report({ workspace, path }) {
      if (!workspace.settings.enable) return undefined;
      try {
        const report = workspace.engine.check(path);
        noteUse(workspace.engine.unitAt(path, 0));
        for (const { kind, message, trace = [] } of report.problems) {
          if (kind === 'internal') log.faultAt(message.replace(/ failed: .*/s, ' failed'), trace);
          if (kind === 'limit') log.warnOnce(`${workspace.uriOf(path)}: ${message}`);
        }
        return report;
      } catch (error) {
        log.fault('checking a file', error);
        return undefined;
      }
    },
    versionOf: (uri) => session.open(uri)?.version ?? null,
    async notify(method, params) {
      try {
        await parts.connection.sendNotification(method, params);
      } catch {
        // The connection is gone.
      }
    },
    changed() {
      clearTimeout(changedTimer);
      changedTimer = setTimeout(onChanged, 200);
    },
    dispose() {
      clearTimeout(flushing);
      clearTimeout(changedTimer);
    },
  };
  return session;
}
