/** Findings of a document as the editor shows them: asked for (pull), or sent whole at each change (push). */
import type { Diagnostic, DocumentDiagnosticReport, PublishDiagnosticsParams } from 'vscode-languageserver';
import { nearestConfigPath } from '../core/config/resolve.ts';
import { toDiagnostic, toProblem } from './convert.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** What the client's status item shows of a file. */
interface FileStatus {
  readonly uri: string;
  readonly profile: string;
  /** Path of the configuration file that applies, in its workspace folder. */
  readonly config: string | undefined;
}

export interface Diagnostics {
  /** Answers `textDocument/diagnostic`. The result's id is a hash of its contents: the same findings are `unchanged`. */
  pull(uri: unknown, previous: string | undefined): DocumentDiagnosticReport;
  /** Sends the findings of an open document. */
  push(uri: string): void;
  /** Sends an empty list. */
  clear(uri: string): void;
}

export function createDiagnostics(session: Session): Diagnostics {
  const told = new Map<string, string>();

  const tell = (place: Place, profile: string): void => {
    if (!session.client.showsStatus) return;
    const status: FileStatus = { uri: place.workspace.uriOf(place.path), profile, config: configOf(place) };
    const text = JSON.stringify(status);
    if (told.get(status.uri) === text) return;
    if (told.size > 1000) told.clear();
    told.set(status.uri, text);
    void session.tell('seaworthy/file', status);
  };

  const itemsOf = (uri: unknown): Diagnostic[] => {
    session.flush();
    const place = session.workspaces.locate(uri);
    const report = place && session.report(place);
    if (!place || !report) return [];
    tell(place, report.config.settings.profile);
    const { workspace, path } = place;
    const problems = workspace.named?.path === path ? named(place) : report.problems;
    return [
      ...report.findings.map((f) => toDiagnostic(f, workspace, session.client)),
      ...problems.map((p) => toProblem(p, workspace.lines(path))).filter((p) => p !== undefined),
    ];
  };

  const named = ({ workspace, path }: Place) =>
    // Written for a text that may be older than what the engine has: then there is nothing to say until it was read again.
    workspace.named?.text === workspace.engine.textOf(path)
      ? workspace.named!.problems.map((p) => ({ kind: 'config' as const, ...p }))
      : [];

  return {
    pull(uri, previous) {
      const items = itemsOf(uri);
      const resultId = hash(JSON.stringify(items));
      return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    },
    push(uri) {
      const version = session.versionOf(uri);
      if (version === null) return;
      const sent: PublishDiagnosticsParams = { uri, version, diagnostics: itemsOf(uri) };
      void session.tell('textDocument/publishDiagnostics', sent);
    },
    clear: (uri) => void session.tell('textDocument/publishDiagnostics', { uri, diagnostics: [] }),
  };
}

/** Path of the configuration file that applies to a file. */
export const configOf = ({ workspace, path }: Place): string | undefined =>
  nearestConfigPath(path, (p) => workspace.engine.textOf(p) !== undefined) ?? workspace.named?.path;

/** 53 bits over a text (cyrb53 by bryc, public domain) and its length. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `${(4294967296 * (2097151 & b) + (a >>> 0)).toString(36)}-${text.length.toString(36)}`;
}
