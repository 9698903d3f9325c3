/** Drops a fix that takes away what a comment says is needed; adds to the note of others that a comment explains the setting. */
import { NOT_NEEDED } from '../checks/stated-reason.ts';
import type { Unit } from '../domain/unit.ts';
import { noteOf } from '../fixes/fix.ts';
import type { Finding, Fix } from '../rule/rule.ts';

const STEP = 'Read the comment first: it may say why the setting is there';
const TAKES_AWAY =
  /^(?:Remove |Mount it read-only|Use `RuntimeDefault`|Use a private namespace|Run as |Set `(?:read_only|readOnlyRootFilesystem): true`)/;
/** Comments for other programs. */
const FOR_TOOLS =
  /\b(?:ignore|nosec|nolint|noqa|skip|disable|kics-scan|checkov|yaml-language-server|renovate|\$schema)\b/i;
/** Three words in a line: shorter comments name something, and a setting that is commented out has fewer. */
const MIN_WORDS = 3;
/** Numbers count for none: `Node 1`. */
const WORD = /\p{L}[\p{L}\p{N}\u2019'-]*/gu;
/** As many characters of a line as people read: hostile lines are longer. */
const MAX_LENGTH = 1000;

/** What says that the program does not work without the setting. */
const NEEDED =
  /\b(?:needs?|needed|requires?|required|necessary|mandatory|must|otherwise|without (?:this|it)|(?:won['\u2019]?t|doesn['\u2019]?t|does not|will not|cannot) (?:work|run|start)|(?:only |just )?so(?: that)? (?:[\w'\u2019-]+ ){1,12}(?:can|may)|breaks?|kept (?:only |just )?(?:so|for|because))\b/i;
/** As many lines of a comment above a setting. */
const MOST_LINES = 12;

/**
 * The fixes, without those that take away what a comment says is needed, and each with a further step if a comment explains it. The comment stands on the line
 * of the finding, right above it, or above its instruction.
 */
export function withComments(fixes: readonly Fix[], { at }: Finding, unit: Unit): readonly Fix[] {
  if (fixes.some((fix) => MODE.test(fix.title)) && saysWhoWrites(unit, at.start)) return [];
  if (!fixes.some((fix) => TAKES_AWAY.test(fix.title))) return fixes;
  const comments = commentsAt(unit.text, at.start).filter((comment) => !FOR_TOOLS.test(comment) && explains(comment));
  if (comments.some((comment) => NEEDED.test(comment) && !NOT_NEEDED.test(comment)))
    return fixes.filter((fix) => !TAKES_AWAY.test(fix.title));
  if (comments.length === 0) return fixes;
  return fixes.map((fix) =>
    TAKES_AWAY.test(fix.title) ? { ...fix, note: noteOf([...(fix.note === undefined ? [] : [fix.note]), STEP]) } : fix,
  );
}

/** The title of a fix that takes the right to write from others. */
const MODE = /^Use `(?:[0-7]{3,4}|[ugoa]*[-+=][rwxXst]+)`$/;

/** Whether the comment above the `RUN`, `COPY` or `ADD` at an offset says that somebody has to write the files. */
function saysWhoWrites(unit: Unit, offset: number): boolean {
  if (unit.kind !== 'dockerfile') return false;
  const one = unit.dockerfile.instructions.find(({ span }) => span.start <= offset && offset <= span.end);
  if (!one || !/^(?:RUN|COPY|ADD)$/.test(one.keyword)) return false;
  return commentsAt(unit.text, one.span.start).some(
    (comment) => explains(comment) && (/\b(?:world-)?writ(?:e|es|able|ing)\b/i.test(comment) || NEEDED.test(comment)),
  );
}

/** The comment behind the line at an offset, and the one on the lines above it. */
function commentsAt(text: string, at: number): string[] {
  const from = Math.max(0, at - MAX_LENGTH);
  const before = text.slice(from, at).split('\n');
  // The line of the finding begins further up than a person would read.
  if (before.length === 1 && from > 0) return [];
  const [line = ''] = text.slice(at, at + MAX_LENGTH).split('\n', 1);
  const own = /\s#(.*)$/.exec(line)?.[1];
  const above: string[] = [];
  for (const one of before.slice(0, -1).reverse().slice(0, MOST_LINES)) {
    const comment = /^\s*#(.*)$/.exec(one)?.[1];
    if (comment === undefined) break;
    above.unshift(comment.trim());
  }
  return [...(own === undefined ? [] : [own]), ...(above.some(explains) ? [above.join(' ')] : [])];
}

const explains = (comment: string): boolean => (comment.match(WORD)?.length ?? 0) >= MIN_WORDS;
