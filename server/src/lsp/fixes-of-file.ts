/** Answers what "Fix all safe findings" finds in a file, so that the client can say why it changes nothing, and offer what is left. */
import type { Range } from 'vscode-languageserver';
import { apart } from '../core/engine/joined.ts';
import { toRange } from './convert.ts';
import { titleOf } from './offers.ts';
import type { Session } from './session.ts';

/** The answer to `seaworthy/fixes`. */
export interface FixesOfFile {
  /** Whether any safe fix can be applied. */
  readonly hasSafe: boolean;
  /** Why nothing is applied, if no fix is safe; '' else. */
  readonly message: string;
  /** The first fix of each finding that has no safe one, as text to show. */
  readonly toReview: readonly { readonly rule: string; readonly title: string; readonly range: Range }[];
}

export const NOT_CHECKED: FixesOfFile = {
  hasSafe: false,
  message: 'Seaworthy does not check this file.',
  toReview: [],
};

/** The fixes of a document. `uri` comes from the client, so it is not trusted. */
export function fixesOfFile(session: Session, uri: unknown): FixesOfFile {
  session.flush();
  const place = session.open(uri) && session.workspaces.locate(uri);
  const report = place && session.report(place);
  if (!place || !report) return NOT_CHECKED;
  const hasSafe = apart(report.findings).some((f) => f.fixes[0]?.safety === 'safe');
  const lines = place.workspace.lines(place.path);
  const toReview = report.findings.flatMap(({ rule, span, fixes: [first] }) =>
    first?.safety === 'review' ? [{ rule, title: titleOf(first), range: toRange(lines, span) }] : [],
  );
  return { hasSafe, message: hasSafe ? '' : messageOf(report.findings.length, toReview.length), toReview };
}

function messageOf(findings: number, toReview: number): string {
  if (findings === 0) return 'Seaworthy finds nothing in this file.';
  if (toReview === 0) return `${counted(findings)} in this file, and no fix for any of them.`;
  return `No fix in this file is safe to apply without review. ${counted(toReview)} ${toReview === 1 ? 'has' : 'have'} a fix to review.`;
}

const counted = (n: number): string => (n === 1 ? '1 finding' : `${n} findings`);
