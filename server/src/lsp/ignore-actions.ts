/** Code actions for ignore comments: with a wrong verb, such as `disable[…]` of another linter, and comments of other tools. */
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileReport } from '../core/engine/report.ts';
import { asOurs } from '../core/suppress/convert.ts';
import { VERBS, writtenIgnores } from '../core/suppress/dialect-seaworthy.ts';
import { span } from '../core/text/span.ts';
import { ofClient, toProblem, toSpan, toWorkspaceEdit } from './convert.ts';
import { commentAt } from './own-words.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** The actions at a range of an open document. `shown`: the diagnostics that the client sent. */
export function ignoreActions(
  session: Session,
  document: TextDocument,
  place: Place,
  { problems }: FileReport,
  range: Range,
  shown: readonly Diagnostic[],
): CodeAction[] {
  const { workspace, path } = place;
  const lines = workspace.lines(path);
  const { start, end } = toSpan(lines, range);
  const here = problems.filter((p) => p.kind === 'suppression' && p.at.start <= end && start <= p.at.end);
  return here.flatMap((problem): CodeAction[] => {
    const verb = verbAt(session, document, place, problem.at.start);
    const own = toProblem(problem, lines);
    if (!verb || !own) return [];
    const meant = verb.text.includes('file') ? 'ignore-file' : 'ignore';
    const title = `Change to ${meant}`;
    const changes = [{ path, edits: [{ span: verb.at, text: meant }] }];
    const edit = toWorkspaceEdit(changes, workspace, session.versionOf, session.client, { label: title });
    if (!edit) return [];
    const diagnostics = [ofClient(own, shown)];
    return [{ title, kind: CodeActionKind.QuickFix, edit, diagnostics, isPreferred: true }];
  });
}

/** Replaces comments of other tools at a range by comments of ours for the rules that they ignore there. */
export function conversions(
  session: Session,
  { workspace, path }: Place,
  report: FileReport,
  range: Range,
): CodeAction[] {
  const { start, end } = toSpan(workspace.lines(path), range);
  const here = report.comments().filter(({ at }) => at.start <= end && start <= at.end);
  if (here.every(({ dialect }) => dialect === 'seaworthy')) return [];
  const ignored = report.ignored();
  return here.flatMap((comment): CodeAction[] => {
    const rules = ignored.filter(({ at }) => at.start === comment.at.start).map(({ rule }) => rule);
    const text = asOurs(comment, [...new Set(rules)].sort());
    // Several suppressions may stand in one comment: what they say together cannot be told from one of them.
    const isAlone = here.filter(({ at }) => at.start === comment.at.start).length === 1;
    if (text === undefined || !isAlone) return [];
    const title = `Change to a comment of Seaworthy (from ${comment.dialect})`;
    const changes = [{ path, edits: [{ span: comment.at, text }] }];
    const edit = toWorkspaceEdit(changes, workspace, session.versionOf, session.client, { label: title });
    return edit ? [{ title, kind: CodeActionKind.QuickFix, edit }] : [];
  });
}

/** The wrong verb of the ignore comment that begins at `offset`; `undefined` if its verb is right. */
function verbAt(session: Session, document: TextDocument, place: Place, offset: number) {
  const comment = commentAt(session, document, place, offset + 1);
  if (!comment) return undefined;
  const at = span(comment.start, comment.start + comment.text.length);
  const written = writtenIgnores({ span: at, text: comment.text, ownLine: true }).find((w) => w.at.start === offset);
  if (!written || VERBS.includes(written.verb)) return undefined;
  return { text: written.verb, at: written.verbAt };
}
