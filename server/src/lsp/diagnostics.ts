/** Diagnostics of documents, on request (pull) or sent at each change (push). */
import type { Diagnostic, DocumentDiagnosticReport, PublishDiagnosticsParams } from 'vscode-languageserver';
import { nearestConfigPath } from '../core/config/resolve.ts';
import type { FileReport } from '../core/engine/report.ts';
import { KNOWLEDGE_DAY } from '../core/image/knowledge/date.ts';
import { oneLine } from '../core/report/escape.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import type { Day } from '../core/text/day.ts';
import { toProblem } from './convert.ts';
import { hash } from './hash.ts';
import type { Session } from './session.ts';
import { type Shown, shownFindings } from './shown-findings.ts';
import type { Place } from './workspaces.ts';

/** Data of one file for the client's status item. */
interface FileStatus {
  readonly uri: string;
  readonly profile: string;
  /** Path of the file's configuration, relative to its workspace folder, as text to show. */
  readonly config: string | undefined;
  /** The day as of which the file is judged, and the day of the facts about public images. */
  readonly today: Day;
  readonly knowledge: Day;
  /** The first part that was not read, as text to show: its line (1-based) and the reason. `undefined`: the file was read whole. */
  readonly unread: { readonly line: number; readonly why: string } | undefined;
}

export interface Diagnostics {
  /** Answers `textDocument/diagnostic`. The result id is a hash of the contents; equal contents give `unchanged`. */
  pull(uri: unknown, previous: string | undefined): DocumentDiagnosticReport;
  /** Sends the findings of an open document. */
  push(uri: string): void;
  /** Sends an empty list. */
  clear(uri: string): void;
}

function firstUnread({ workspace, path }: Place, { unread }: FileReport): FileStatus['unread'] {
  const [first] = [...unread].sort((a, b) => a.at.start - b.at.start);
  if (!first) return undefined;
  const { line } = workspace.lines(path).position(first.at.start);
  return { line: line + 1, why: oneLine(withoutTokens(first.message)) };
}

export function createDiagnostics(session: Session): Diagnostics {
  const sentStatus = new Map<string, string>();

  const sendFileStatus = (place: Place, report: FileReport): void => {
    if (!session.client.showsStatus) return;
    const { profile, today } = report.config.settings;
    const config = configOf(place);
    const shown = config === undefined ? undefined : oneLine(config);
    const status: FileStatus = {
      uri: place.workspace.uriOf(place.path),
      profile,
      config: shown,
      today,
      knowledge: KNOWLEDGE_DAY,
      unread: firstUnread(place, report),
    };
    const text = JSON.stringify(status);
    if (sentStatus.get(status.uri) === text) return;
    if (sentStatus.size > 1000) sentStatus.clear();
    sentStatus.set(status.uri, text);
    void session.notify('seaworthy/file', status);
  };

  const shown = shownFindings(session);

  const partsOf = (uri: unknown): { readonly findings: readonly Shown[]; readonly problems: readonly Diagnostic[] } => {
    session.flush();
    const place = session.workspaces.locate(uri);
    const report = place && session.report(place);
    if (!place || !report) return { findings: [], problems: [] };
    sendFileStatus(place, report);
    const { workspace, path } = place;
    const problems = workspace.named?.path === path ? named(place) : report.problems;
    return {
      findings: shown.of(path, report.findings, workspace),
      problems: problems.map((p) => toProblem(p, workspace.lines(path))).filter((p) => p !== undefined),
    };
  };

  const named = ({ workspace, path }: Place) =>
    // The problems may belong to an older text than the engine's. Then nothing is shown until the configuration is read again.
    workspace.named?.text === workspace.engine.textOf(path)
      ? workspace.named!.problems.map((p) => ({ kind: 'config' as const, ...p }))
      : [];

  return {
    pull(uri, previous) {
      const { findings, problems } = partsOf(uri);
      const resultId = hash(JSON.stringify([findings.map((f) => f.hash), problems]));
      const items = [...findings.map((f) => f.diagnostic), ...problems];
      return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    },
    push(uri) {
      const version = session.versionOf(uri);
      if (version === null) return;
      const { findings, problems } = partsOf(uri);
      const diagnostics = [...findings.map((f) => f.diagnostic), ...problems];
      const sent: PublishDiagnosticsParams = { uri, version, diagnostics };
      void session.notify('textDocument/publishDiagnostics', sent);
    },
    clear: (uri) => void session.notify('textDocument/publishDiagnostics', { uri, diagnostics: [] }),
  };
}

/** Path of the configuration of a file. */
export const configOf = ({ workspace, path }: Place): string | undefined =>
  nearestConfigPath(path, (p) => workspace.engine.textOf(p) !== undefined) ?? workspace.named?.path;
