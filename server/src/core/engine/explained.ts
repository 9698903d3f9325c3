/** Drops a fix that takes away what a comment says is needed; adds to the note of others that a comment explains the setting. */
import { type Said, saidOf, saysOf } from '../checks/setting-comments.ts';
import type { Instruction } from '../dockerfile/model.ts';
import type { Unit } from '../domain/unit.ts';
import { noteOf } from '../fixes/fix.ts';
import type { Finding, Fix } from '../rule/rule.ts';

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
  const said = saidAround(unit, at.start);
  if (said === 'nothing') return fixes;
  if (said === 'keep') return fixes.filter((fix) => !TAKES_AWAY.test(fix.title));
  return fixes.map((fix) =>
    TAKES_AWAY.test(fix.title) ? { ...fix, note: noteOf([...(fix.note === undefined ? [] : [fix.note]), STEP]) } : fix,
  );
}

/**
 * What the comments of the place say. Where it is a later line of its instruction and has none, one above the instruction that says why something is needed
 * explains it: that may be about another part, so the fix stays.
 */
function saidAround(unit: Unit, offset: number): Said {
  const own = saidOf(unit, offset);
  const start = instructionAt(unit, offset)?.span.start;
  if (own !== 'nothing' || start === undefined) return own;
  return saidOf(unit, start) === 'keep' ? 'explains' : 'nothing';
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
