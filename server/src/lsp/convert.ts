/** Converts findings and fixes to the types of the protocol. No other module does. */
import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { CONFIG_NAME } from '../core/config/settings.ts';
import type { Problem } from '../core/engine/problem.ts';
import type { FileChange, Reported } from '../core/engine/report.ts';
import { forTerminal } from '../core/report/escape.ts';
import { pageAddress } from '../core/rule/page-address.ts';
import type { Severity } from '../core/rule/rule.ts';
import type { LineIndex } from '../core/text/lines.ts';
import { posix } from '../core/text/paths.ts';
import type { Span } from '../core/text/span.ts';
import type { Client } from './client.ts';
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

/** Converts a finding. Its related places may be in other files. */
export function toDiagnostic(finding: Reported, workspace: Workspace, client: Client): Diagnostic {
  const address = pageAddress(finding.rule);
  const diagnostic: Diagnostic = {
    range: toRange(workspace.lines(finding.path), finding.span),
    severity: SEVERITY[finding.severity],
    source: SOURCE,
    code: finding.rule,
    message: forTerminal(finding.message),
  };
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

/**
 * Converts changes of several files to one edit. `versionOf` returns the version of an open document, null for others. Returns `undefined`
 * if the client cannot create files. `note` describes manual steps; it is shown with the edit.
 */
export function toWorkspaceEdit(
  changes: readonly FileChange[],
  workspace: Workspace,
  versionOf: (uri: string) => number | null,
  client: Client,
  note?: string,
): WorkspaceEdit | undefined {
  if (changes.length === 0) return undefined;
  const creates = changes.filter((c) => 'create' in c);
  if (creates.length > 0 && (!client.createsFiles || creates.some((c) => !workspace.canCreate(c.path))))
    return undefined;
  const edits = changes.flatMap((c) =>
    'edits' in c ? [{ uri: workspace.uriOf(c.path), list: textEdits(c, workspace) }] : [],
  );
  if (!client.versionedEdits) return { changes: Object.fromEntries(edits.map((e) => [e.uri, e.list])) };
  const documentChanges: (TextDocumentEdit | CreateFile)[] = creates.flatMap((c) =>
    newFile(workspace.uriOf(c.path), c.create, client),
  );
  const description = client.confirms && note !== undefined ? forTerminal(note) : undefined;
  const noted = description !== undefined;
  for (const { uri, list } of edits) {
    const marked = noted ? list.map((e): AnnotatedTextEdit => ({ ...e, annotationId: NOTE })) : list;
    documentChanges.push({ textDocument: { uri, version: versionOf(uri) }, edits: marked });
  }
  const notes: Record<string, ChangeAnnotation> =
    noted && edits.length > 0 ? { [NOTE]: { label: 'Change', description } } : {};
  if (creates.length === 0 || !client.confirms)
    return noted ? { documentChanges, changeAnnotations: notes } : { documentChanges };
  const names = creates.map((c) => forTerminal(posix.basename(c.path)));
  // The user chose to create the configuration. Other new files need confirmation, for which VS Code starts with every box unticked.
  const needsConfirmation = creates.some((c) => posix.basename(c.path) !== CONFIG_NAME);
  const annotation = { label: `Create ${names.join(', ')}`, needsConfirmation, ...(noted && { description }) };
  return { documentChanges, changeAnnotations: { [CREATE]: annotation, ...notes } };
}

const CREATE = 'seaworthy.create';
const NOTE = 'seaworthy.note';

const textEdits = (change: Extract<FileChange, { edits: unknown }>, workspace: Workspace) =>
  change.edits.map((e) => ({ range: toRange(workspace.lines(change.path), e.span), newText: e.text }));

/** Creates a file with `text`. The client rejects the edit if the file exists, so that nothing is overwritten. */
function newFile(uri: string, text: string, client: Client): (TextDocumentEdit | CreateFile)[] {
  const start = { line: 0, character: 0 };
  const edit = { range: { start, end: start }, newText: text };
  const create: CreateFile = { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } };
  const textDocument = { uri, version: null };
  if (!client.confirms) return [create, { textDocument, edits: [edit] }];
  const annotated: AnnotatedTextEdit = { ...edit, annotationId: CREATE };
  return [
    { ...create, annotationId: CREATE },
    { textDocument, edits: [annotated] },
  ];
}
