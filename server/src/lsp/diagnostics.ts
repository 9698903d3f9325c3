/** Diagnostics of documents, on request (pull) or sent at each change (push). */
import type { Diagnostic, DocumentDiagnosticReport, PublishDiagnosticsParams } from 'vscode-languageserver';
import { nearestConfigPath } from '../core/config/resolve.ts';
import type { FileReport } from '../core/engine/report.ts';
import { KNOWLEDGE_DAY } from '../core/image/knowledge/date.ts';
import { oneLine } from '../core/report/escape.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import type { Day } from '../core/text/day.ts';
import { parseUri } from '../host/uri.ts';
import { alsoReportedBy } from './also-reported.ts';
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
  /** Findings that are hints because of the setting `hideAlsoReportedBy`, and the labels of the tools. */
  readonly alsoReported: { readonly count: number; readonly by: readonly string[] } | undefined;
}

export interface Diagnostics {
  /** Answers `textDocument/diagnostic`. The result id is a hash of the contents; equal contents give `unchanged`. */
  pull(uri: unknown, previous: string | undefined): DocumentDiagnosticReport;
  /** Sends the findings of an open document. */
  push(uri: string): void;
  /** Sends an empty list. */
  clear(uri: string): void;
  /** The diagnostics of a file with its report, and their id. */
  describe(place: Place, report: FileReport): Described;
  /** The same for a URI as it is now; none if `isReported` is false. */
  current(uri: string, isReported: boolean): Described;
  /** To call when a document was closed. */
  closed(uri: string): void;
  /** Number of open documents that were not fully read, without those whose key `isCounted` already. */
  partialDocuments(isCounted: (key: string) => boolean): number;
}

/** Equal diagnostics have equal ids. */
export interface Described {
  readonly id: string;
  readonly items: Diagnostic[];
}

function firstUnread({ workspace, path }: Place, { unread }: FileReport): FileStatus['unread'] {
  const [first] = [...unread].sort((a, b) => a.at.start - b.at.start);
  if (!first) return undefined;
  const { line } = workspace.lines(path).position(first.at.start);
  return { line: line + 1, why: oneLine(withoutTokens(first.message)) };
}

function alsoReported({ workspace }: Place, { findings }: FileReport): FileStatus['alsoReported'] {
  const tools = findings.flatMap((finding) => alsoReportedBy(finding, workspace) ?? []);
  return tools.length === 0 ? undefined : { count: tools.length, by: [...new Set(tools)].sort() };
}

const idOf = (findings: readonly Shown[], problems: readonly Diagnostic[]): string =>
  hash(JSON.stringify([findings.map((f) => f.hash), problems]));

/** The id of an empty list. */
export const NO_DIAGNOSTICS: string = idOf([], []);

/** `answered` is called with each document whose diagnostics the client gets, and their id. `isKept`: it keeps them for certain. */
export function createDiagnostics(
  session: Session,
  answered: (uri: string, id: string, isKept: boolean) => void,
): Diagnostics {
  const sentStatus = new Map<string, string>();
  const partial = new Set<string>();

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
      alsoReported: alsoReported(place, report),
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
    notePartial(uri, report.unread.length > 0);
    return { findings: shown.of(place.path, report.findings, place.workspace), problems: problemsOf(place, report) };
  };

  const notePartial = (uri: unknown, isPartial: boolean): void => {
    const key = keyOf(uri);
    if (key === undefined) return;
    if (isPartial && session.open(uri)) partial.add(key);
    else partial.delete(key);
  };

  const keyOf = (uri: unknown): string | undefined => {
    const parsed = parseUri(uri);
    return parsed && session.workspaces.keyOf(parsed);
  };

  const problemsOf = (place: Place, report: FileReport): Diagnostic[] => {
    const { workspace, path } = place;
    const problems = workspace.named?.path === path ? named(place) : report.problems;
    return problems.map((p) => toProblem(p, workspace.lines(path))).filter((p) => p !== undefined);
  };

  const describe = (place: Place, report: FileReport): Described => {
    const findings = shown.fresh(report.findings, place.workspace);
    const problems = problemsOf(place, report);
    return { id: idOf(findings, problems), items: [...findings.map((f) => f.diagnostic), ...problems] };
  };

  const named = ({ workspace, path }: Place) =>
    // The problems may belong to an older text than the engine's. Then nothing is shown until the configuration is read again.
    workspace.named?.text === workspace.engine.textOf(path)
      ? workspace.named!.problems.map((p) => ({ kind: 'config' as const, ...p }))
      : [];

  return {
    pull(uri, previous) {
      const { findings, problems } = partsOf(uri);
      const resultId = idOf(findings, problems);
      if (typeof uri === 'string') answered(uri, resultId, session.open(uri) !== undefined);
      const items = [...findings.map((f) => f.diagnostic), ...problems];
      return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    },
    push(uri) {
      const version = session.versionOf(uri);
      if (version === null) return;
      const { findings, problems } = partsOf(uri);
      const diagnostics = [...findings.map((f) => f.diagnostic), ...problems];
      const sent: PublishDiagnosticsParams = { uri, version, diagnostics };
      answered(uri, idOf(findings, problems), true);
      void session.notify('textDocument/publishDiagnostics', sent);
    },
    clear(uri) {
      answered(uri, NO_DIAGNOSTICS, true);
      void session.notify('textDocument/publishDiagnostics', { uri, diagnostics: [] });
    },
    describe,
    current(uri, isReported) {
      session.flush();
      const place = isReported ? session.workspaces.locate(uri) : undefined;
      const report = place && session.report(place);
      return place && report ? describe(place, report) : { id: NO_DIAGNOSTICS, items: [] };
    },
    closed(uri) {
      const key = keyOf(uri);
      if (key !== undefined) partial.delete(key);
    },
    partialDocuments: (isCounted) => [...partial].filter((key) => !isCounted(key)).length,
  };
}

/** Path of the configuration of a file. */
export const configOf = ({ workspace, path }: Place): string | undefined =>
  nearestConfigPath(path, (p) => workspace.engine.textOf(p) !== undefined) ?? workspace.named?.path;
