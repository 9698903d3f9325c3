/** Reads the instructions and comments of a Dockerfile; after an edit only those that it changed. */
import { commonEnds } from '../text/common-ends.ts';
import { type Span, shift } from '../text/span.ts';
import { lineAt, skipBlanks } from './logical-line.ts';
import { movedInstruction } from './moved-instruction.ts';
import { type RawInstruction, readInstruction } from './raw-instruction.ts';

interface Problem {
  readonly at: Span;
  readonly message: string;
}

/** What a text holds, each list in the text's order. */
export interface ReadLines {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly raws: readonly RawInstruction[];
  /** Comment lines, also those between the lines of an instruction. */
  readonly comments: readonly Span[];
  readonly problems: readonly Problem[];
}

/**
 * `before`: the lines before an edit. How an instruction is read follows from its place, the escape character and the text from there on: so
 * what ends before the edit stays, and from the first instruction behind the edit that was one before, all stays but its offset.
 */
export function readLines(text: string, escapeChar: '\\' | '`', before?: ReadLines): ReadLines {
  const old = before?.escape === escapeChar ? before : undefined;
  const same = old ? commonEnds(old.text, text) : { start: 0, end: 0 };
  const by = text.length - (old?.text.length ?? 0);
  // The last one may have ended only because the text did.
  const ended = (raw: RawInstruction): boolean => raw.next <= same.start && raw.next < (old?.text.length ?? 0);
  const kept = old ? countUntil(old.raws, (raw) => !ended(raw)) : 0;
  const raws = old?.raws.slice(0, kept) ?? [];
  let next = raws.at(-1)?.next ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const isKept = (at: Span): boolean => kept > 0 && at.start < next;
  const comments = old?.comments.filter(isKept) ?? [];
  const problems = old?.problems.filter(({ at }) => isKept(at)) ?? [];
  for (;;) {
    const at = skipBlanks(text, next, text.length);
    if (at >= text.length) break;
    if (text.charCodeAt(at) === 35) {
      const line = lineAt(text, at);
      comments.push({ start: at, end: line.end });
      next = line.next;
      continue;
    }
    if (old && at >= text.length - same.end) {
      const from = countUntil(old.raws, (raw) => raw.line.offsets[0]! >= at - by);
      if (old.raws[from]?.line.offsets[0] === at - by) {
        for (let i = from; i < old.raws.length; i++) raws.push(movedInstruction(old.raws[i]!, by));
        for (const comment of old.comments) if (comment.start >= at - by) comments.push(shift(comment, by));
        for (const problem of old.problems)
          if (problem.at.start >= at - by) problems.push({ ...problem, at: shift(problem.at, by) });
        break;
      }
    }
    const raw = readInstruction(text, at, escapeChar);
    for (const comment of raw.line.comments) comments.push(comment);
    if (raw.unterminated) problems.push({ at: raw.keywordSpan, message: 'heredoc without its end' });
    // A last line with only the escape character is not an instruction.
    if (raw.keyword !== '') raws.push(raw);
    next = raw.next;
  }
  return { text, escape: escapeChar, raws, comments, problems };
}

/** The number of leading instructions for which `test` is false; `test` must be true for all after the first true one. */
function countUntil(raws: readonly RawInstruction[], test: (raw: RawInstruction) => boolean): number {
  let [low, high] = [0, raws.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(raws[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
