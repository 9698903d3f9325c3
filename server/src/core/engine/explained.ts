/** Adds to the note of a fix that a comment explains what the fix takes away. */
import { noteOf } from '../fixes/fix.ts';
import type { Finding, Fix } from '../rule/rule.ts';

const STEP = 'Read the comment first: it may say why the setting is there';
const TAKES_AWAY = /^(?:Remove |Mount it read-only|Use `RuntimeDefault`)/;
/** Comments for other programs. */
const FOR_TOOLS =
  /\b(?:ignore|nosec|nolint|noqa|skip|disable|kics-scan|checkov|yaml-language-server|renovate|\$schema)\b/i;
/** Three words: shorter comments name something, and a setting that is commented out has fewer. */
const MIN_WORDS = 3;
const WORD = /[\p{L}\p{N}\u2019'-]+/gu;
/** As many characters of a line as people read: hostile lines are longer. */
const MAX_LENGTH = 1000;

/** The fixes, each with a further step if a comment on the line of the finding or right above it explains it. `text`: of the finding's unit. */
export function withComments(fixes: readonly Fix[], { at }: Finding, text: string): readonly Fix[] {
  if (!fixes.some((fix) => TAKES_AWAY.test(fix.title)) || !hasComment(text, at.start)) return fixes;
  return fixes.map((fix) =>
    TAKES_AWAY.test(fix.title) ? { ...fix, note: noteOf([...(fix.note === undefined ? [] : [fix.note]), STEP]) } : fix,
  );
}

function hasComment(text: string, at: number): boolean {
  const from = Math.max(0, at - MAX_LENGTH);
  const before = text.slice(from, at).split('\n');
  // The line of the finding begins further up than a person would read.
  if (before.length === 1 && from > 0) return false;
  const [line = ''] = text.slice(at, at + MAX_LENGTH).split('\n', 1);
  const above = before.at(-2) ?? '';
  return [/\s#(.*)$/.exec(line)?.[1], /^\s*#(.*)$/.exec(above)?.[1]].some(
    (comment) => comment !== undefined && explains(comment) && !FOR_TOOLS.test(comment),
  );
}

const explains = (comment: string): boolean => (comment.match(WORD)?.length ?? 0) >= MIN_WORDS;
