/** Converts findings and fixes to the types of the protocol. No other module does. */
import {
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Problem } from '../core/engine/problem.ts';
import type { FileChange, Reported } from '../core/engine/report.ts';
import { forTerminal } from '../core/report/escape.ts';
import type { Severity } from '../core/rule/rule.ts';
import type { LineIndex } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';
import { alsoReportedBy } from './also-reported.ts';
import type { Client } from './client.ts';
import { linkOf } from './rule-pages.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

export const SOURCE = 'Seaworthy';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const toRange = (lines: LineIndex, at: Span): Range => ({
  start: lines.position(at.start),
  end: lines.position(at.end),
});

/** Offsets of a range from the client. Values that are not numbers count as 0. */
export function toSpan(lines: LineIndex, range: Range | undefined): Span {
  const offset = (at: Partial<Range['start']> | undefined): number =>
    lines.offset(Math.trunc(Number(at?.line) || 0), Math.trunc(Number(at?.character) || 0));
  const start = offset(range?.start);
  return { start, end: Math.max(start, offset(range?.end)) };
}

/** The severity that the editor shows: a hint if the user sees the finding of another tool too. */
export const shownSeverity = (finding: Reported, workspace: Workspace): DiagnosticSeverity =>
  alsoReportedBy(finding, workspace) === undefined ? SEVERITY[finding.severity] : DiagnosticSeverity.Hint;

/** Converts a finding. Its related places may be in other files. */
export function toDiagnostic(
  finding: Reported,
  workspace: Workspace,
  around: Pick<Session, 'client' | 'host'>,
): Diagnostic {
  const { client } = around;
  const address = linkOf(around, finding.rule);
  const diagnostic: Diagnostic = {
    range: toRange(workspace.lines(finding.path), finding.span),
    severity: shownSeverity(finding, workspace),
    source: SOURCE,
    code: finding.rule,
    message: forTerminal(finding.message),
  };
  if (client.fades && finding.unnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
  if (address !== undefined) diagnostic.codeDescription = { href: address };
  if (client.showsRelated && finding.related.length > 0) {
    const uris = new Map<string, string>();
    const uriOf = (path: string): string => {
      const uri = uris.get(path) ?? workspace.uriOf(path);
      uris.set(path, uri);
      return uri;
    };
    diagnostic.relatedInformation = finding.related.map(({ path, span, message }) => ({
      location: { uri: uriOf(path), range: toRange(workspace.lines(path), span) },
      message: forTerminal(message),
    }));
  }
  return diagnostic;
}

/** The client's own object for a diagnostic if it sent one, so that it can match an action to its squiggle. */
export const ofClient = (own: Diagnostic, sent: readonly Diagnostic[]): Diagnostic =>
  sent.find(
    (d) => d?.source === SOURCE && d.code === own.code && JSON.stringify(d.range) === JSON.stringify(own.range),
  ) ?? own;

/** Converts a problem: of a configuration to an error, of an ignore comment to a warning. Others go to the log (`undefined`). */
export function toProblem(problem: Problem, lines: LineIndex): Diagnostic | undefined {
  if (problem.kind !== 'config' && problem.kind !== 'suppression') return undefined;
  return {
    range: toRange(lines, problem.at),
    severity: problem.kind === 'config' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: SOURCE,
    code: problem.kind === 'config' ? 'configuration' : 'ignore-comment',
    message: forTerminal(problem.message),
  };
}

/** What the editor shows with an edit, and how it inserts it. */
export interface EditOptions {
  /** The title of the action. */
  readonly label: string;
  /** Manual steps that remain. */
  readonly note?: string | undefined;
  /** Ignore comments get a placeholder for the reason. */
  readonly asksReason?: boolean;
}

/**
 * Converts changes to one edit. `versionOf` returns the version of an open document, null for others. Returns `undefined` if the client
 * cannot create files. New files come first: if one exists already, the client stops before it changes anything. All parts share one
 * annotation, and none needs a confirmation: VS Code lets the user confirm the parts one by one, and half a fix breaks what runs.
 */
export function toWorkspaceEdit(
  changes: readonly FileChange[],
  workspace: Workspace,
  versionOf: (uri: string) => number | null,
  client: Client,
  { label, note, asksReason = false }: EditOptions,
): WorkspaceEdit | undefined {
  if (changes.length === 0) return undefined;
  const creates = changes.filter((c) => 'create' in c);
  if (creates.length > 0 && (!client.createsFiles || creates.some((c) => !workspace.canCreate(c.path))))
    return undefined;
  const edits = changes.flatMap((c) =>
    'edits' in c ? [{ uri: workspace.uriOf(c.path), list: textEdits(c, workspace) }] : [],
  );
  if (!client.versionedEdits) return { changes: Object.fromEntries(edits.map((e) => [e.uri, e.list])) };
  const isAnnotated = client.annotates && (note !== undefined || fileCount(changes) > 1);
  const annotation = isAnnotated ? { annotationId: ANNOTATION } : {};
  const documentChanges: (TextDocumentEdit | CreateFile)[] = creates.flatMap((c) =>
    newFile(workspace.uriOf(c.path), c.create, annotation),
  );
  for (const { uri, list } of edits) {
    const marked = list.map((e) => ({ ...(asksReason ? withReason(e) : e), ...annotation }));
    documentChanges.push({ textDocument: { uri, version: versionOf(uri) }, edits: marked });
  }
  if (!isAnnotated) return { documentChanges };
  const description = note === undefined ? {} : { description: forTerminal(note) };
  return { documentChanges, changeAnnotations: { [ANNOTATION]: { label, ...description } } };
}

const ANNOTATION = 'seaworthy';

/** Number of files that the changes touch. */
export const fileCount = (changes: readonly FileChange[]): number => new Set(changes.map((c) => c.path)).size;

/** Whether the client applies the changes whole or not at all if they are the edit of a code action. */
export const appliesWhole = ({ wholeEdits }: Client, changes: readonly FileChange[]): boolean =>
  fileCount(changes) < 2 ||
  wholeEdits === 'all' ||
  (wholeEdits === 'texts' && changes.every((change) => 'edits' in change));

const textEdits = (change: Extract<FileChange, { edits: unknown }>, workspace: Workspace): TextEdit[] =>
  change.edits.map((e) => ({ range: toRange(workspace.lines(change.path), e.span), newText: e.text }));

/** A new ignore comment with a placeholder for the reason after its bracket. An edit that extends a comment stays as it is. */
function withReason(edit: TextEdit): TextEdit | SnippetTextEdit {
  const end = edit.newText.lastIndexOf(']') + 1;
  if (end === 0) return edit;
  const [before, after] = [edit.newText.slice(0, end), edit.newText.slice(end)].map(asSnippet);
  return { range: edit.range, snippet: { kind: 'snippet', value: `${before} \${1:reason}${after}` } };
}

/** Plain text in the syntax of snippets. */
export const asSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** Creates a file with `text`. The client rejects the edit if the file exists, so that nothing is overwritten. */
function newFile(uri: string, text: string, annotation: { annotationId?: string }): (TextDocumentEdit | CreateFile)[] {
  const start = { line: 0, character: 0 };
  const edit = { range: { start, end: start }, newText: text, ...annotation };
  return [
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false }, ...annotation },
    { textDocument: { uri, version: null }, edits: [edit] },
  ];
}
