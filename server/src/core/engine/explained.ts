/** Drops a fix that takes away what a comment says is needed; adds to the note of others that a comment explains the setting. */
import { isKeptAs, type Said, saidInHead, saidOf, saysOf } from '../checks/setting-comments.ts';
import type { Instruction } from '../dockerfile/model.ts';
import type { Unit } from '../domain/unit.ts';
import { noteOf } from '../fixes/fix.ts';
import type { Finding, Fix } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';

const STEP = 'Read the comment first: it may say why the setting is there';
const TAKES_AWAY =
  /^(?:Remove |Mount it read-only|Use `RuntimeDefault`|Use a private namespace|Run as |Set `(?:read_only|readOnlyRootFilesystem): true`)/;
/** The title of a fix that takes the right to write from others. */
const MODE = /^Use `(?:[0-7]{3,4}|[ugoa]*[-+=][rwxXst]+)`$/;
const WRITES = /\b(?:world-)?writ(?:e|es|able|ing)\b/i;

/** The fixes, without those that take away what the comments of the setting ask to keep, and each with a further step if these explain it. */
export function withComments(fixes: readonly Fix[], { at }: Finding, unit: Unit): readonly Fix[] {
  if (fixes.some((fix) => MODE.test(fix.title)) && saysWhoWrites(unit, at.start)) return [];
  if (!fixes.some((fix) => TAKES_AWAY.test(fix.title))) return fixes;
  const said = strongest(saidAround(unit, at), saidInHead(unit, namesOf(fixes, unit, at)));
  if (said === 'nothing') return fixes;
  if (said === 'keep') return fixes.filter((fix) => !TAKES_AWAY.test(fix.title));
  return fixes.map((fix) =>
    TAKES_AWAY.test(fix.title) ? { ...fix, note: noteOf([...(fix.note === undefined ? [] : [fix.note]), STEP]) } : fix,
  );
}

const strongest = (...said: readonly Said[]): Said =>
  said.includes('keep') ? 'keep' : said.includes('explains') ? 'explains' : 'nothing';

/** The words by which a comment elsewhere may name what the fixes take away: those of their titles, and in YAML those of the place. */
function namesOf(fixes: readonly Fix[], { kind, text }: Unit, at: Span): string[] {
  const codes = fixes.flatMap(({ title }) => title.match(/`[^`]+`/g) ?? []);
  const own = kind === 'dockerfile' ? [] : [text.slice(at.start, Math.min(at.end, at.start + LONGEST_PLACE))];
  return wordsOf([...codes, ...own].join(' '));
}

/** Shorter words, and these, stand in comments that are about something else. */
const wordsOf = (text: string): string[] =>
  (text.match(/\w{5,}/g) ?? []).filter(
    (word) => !/^(?:images?|docker|services?|server|default|runtimedefault|false|value|check)$/i.test(word),
  );
const LONGEST_PLACE = 200;

/**
 * What the comments of the place say. Where it is a later line of its instruction and has none, one above the instruction that says why something is needed
 * explains it: that may be about another part, so the fix stays unless the comment names what only this line has.
 */
function saidAround(unit: Unit, { start: offset }: Span): Said {
  const own = saidOf(unit, offset);
  const instruction = instructionAt(unit, offset)?.span;
  if (own !== 'nothing' || !instruction) return own;
  if (saidOf(unit, instruction.start) !== 'keep') return 'nothing';
  const { text } = unit;
  const line = lineOf(text, offset);
  const others = new Set(wordsOf(text.slice(instruction.start, line.start) + text.slice(line.end, instruction.end)));
  const names = wordsOf(text.slice(line.start, line.end)).filter((word) => !others.has(word));
  return isKeptAs(unit, instruction.start, names) ? 'keep' : 'explains';
}

function lineOf(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

const instructionAt = (unit: Unit, offset: number): Instruction | undefined =>
  unit.kind === 'dockerfile'
    ? unit.dockerfile.instructions.find(({ span }) => span.start <= offset && offset <= span.end)
    : undefined;

/** Whether the comment above the `RUN`, `COPY` or `ADD` at an offset says that somebody has to write the files. */
function saysWhoWrites(unit: Unit, offset: number): boolean {
  const one = instructionAt(unit, offset);
  if (!one || !/^(?:RUN|COPY|ADD)$/.test(one.keyword)) return false;
  return saidOf(unit, one.span.start) === 'keep' || saysOf(unit, one.span.start, WRITES);
}
