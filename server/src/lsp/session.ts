/** What the parts of the server share: the connection, the client's abilities, the open documents, the workspaces. */
import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileReport } from '../core/engine/report.ts';
import type { Host } from '../host/host.ts';
import { keyOf, parseUri } from '../host/uri.ts';
import type { Client } from './client.ts';
import type { Log } from './log.ts';
import type { Place, Workspaces } from './workspaces.ts';

export interface Session {
  readonly connection: Connection;
  readonly client: Client;
  readonly host: Host;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspaces: Workspaces;
  readonly log: Log;
  /** The open document of an address, however it is spelled. */
  open(uri: unknown): TextDocument | undefined;
  /** Notes that an open document changed; the engines get its text before they are next asked. */
  touch(document: TextDocument): void;
  /** Notes that a document is not open any more. */
  forget(uri: string): void;
  /** Whether a document was changed just now: its findings are about to be asked for. */
  isBusy(): boolean;
  /** Gives the engines what `touch` noted. */
  flush(): void;
  /** Puts a text into every workspace that an address belongs to; `undefined` takes it out. */
  setText(uri: string, text: string | undefined): void;
  /** The same for one workspace. */
  setTextAt(place: Place, text: string | undefined): void;
  /** Findings and problems of a file, as of now. `undefined` where the folder's settings switch us off, or a fault of ours came between. */
  report(place: Place): FileReport | undefined;
  /** The version of an open document, else null. */
  versionOf(uri: string): number | null;
  /** Sends a notification of ours; a client that is gone need not hear it. */
  tell(method: string, params: object): Promise<void>;
  /** Something besides the text of one document changed: findings elsewhere may differ. */
  changed(): void;
  dispose(): void;
}

/** `onChanged` is called once after a series of changes. */
export function createSession(
  parts: Pick<Session, 'connection' | 'client' | 'host' | 'documents' | 'workspaces' | 'log'>,
  onChanged: () => void,
): Session {
  const { documents, workspaces, log } = parts;
  const dirty = new Map<string, TextDocument>();
  const opened = new Map<string, string>();
  let touched = 0;
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const setIn = ({ workspace: { engine }, path }: Place, text: string | undefined): void => {
    const before = engine.index.version;
    try {
      if (text === undefined) engine.removeFile(path);
      else engine.setFile(path, text);
    } catch (error) {
      log.fault('reading a file', error);
      engine.removeFile(path);
    }
    if (engine.index.version !== before) session.changed();
  };

  const session: Session = {
    ...parts,
    open(uri) {
      const parsed = parseUri(uri);
      const spelling = parsed && opened.get(keyOf(parsed));
      return spelling === undefined ? undefined : documents.get(spelling);
    },
    touch(document) {
      const parsed = parseUri(document.uri);
      if (!parsed) return;
      opened.set(keyOf(parsed), document.uri);
      dirty.set(document.uri, document);
      touched = Date.now();
      // Whoever asks first flushes; this is for what others learn from the document when nobody asks about it.
      flushing ??= setTimeout(() => session.flush(), 100);
    },
    isBusy: () => Date.now() - touched < 40,
    forget(uri) {
      const parsed = parseUri(uri);
      if (parsed) opened.delete(keyOf(parsed));
      dirty.delete(uri);
    },
    flush() {
      clearTimeout(flushing);
      flushing = undefined;
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
        for (const { kind, message } of report.problems) {
          if (kind === 'internal') log.warnOnce(message.replace(/ failed: .*/s, ' failed'));
          if (kind === 'limit') log.warnOnce(`${workspace.uriOf(path)}: ${message}`);
        }
        return report;
      } catch (error) {
        log.fault('checking a file', error);
        return undefined;
      }
    },
    versionOf: (uri) => session.open(uri)?.version ?? null,
    async tell(method, params) {
      try {
        await parts.connection.sendNotification(method, params);
      } catch {
        // The connection is gone.
      }
    },
    changed() {
      clearTimeout(telling);
      telling = setTimeout(onChanged, 200);
    },
    dispose() {
      clearTimeout(flushing);
      clearTimeout(telling);
    },
  };
  return session;
}
