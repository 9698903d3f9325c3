/** Adds to the note of a fix that a comment explains what the fix takes away. */
import { noteOf } from '../fixes/fix.ts';
import type { Finding, Fix } from '../rule/rule.ts';

const STEP = 'Read the comment first: it may say why the setting is there';
const TAKES_AWAY = /^(?:Remove |Mount it read-only|Use `RuntimeDefault`)/;
/** Comments for other programs. */
const FOR_TOOLS =
  /\b(?:ignore|nosec|nolint|noqa|skip|disable|kics-scan|checkov|yaml-language-server|renovate|\$schema)\b/i;
/** Three words: shorter comments name something, and a setting that is commented out has fewer. */
const EXPLAINS = /[\p{L}\p{N}’'-]+[\s,;.()/]+[\p{L}\p{N}’'-]+[\s,;.()/]+[\p{L}\p{N}’'-]+/u;

/** The fixes, each with a further step if a comment on the line of the finding or right above it explains it. `text`: of the finding's unit. */
export function withComments(fixes: readonly Fix[], { at }: Finding, text: string): readonly Fix[] {
  if (!fixes.some((fix) => TAKES_AWAY.test(fix.title)) || !hasComment(text, at.start)) return fixes;
  return fixes.map((fix) =>
    TAKES_AWAY.test(fix.title) ? { ...fix, note: noteOf([...(fix.note === undefined ? [] : [fix.note]), STEP]) } : fix,
  );
}

function hasComment(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(start, end < 0 ? undefined : end);
  const above = text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1));
  return [/\s#(.*)$/.exec(line)?.[1], /^\s*#(.*)$/.exec(above)?.[1]].some(
    (comment) => comment !== undefined && EXPLAINS.test(comment) && !FOR_TOOLS.test(comment),
  );
}
