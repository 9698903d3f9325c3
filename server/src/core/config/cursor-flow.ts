/** Finds what stands at a place of a flow collection (`{a: b}`, `[a, b]`) in half-typed YAML. */
import { span } from '../text/span.ts';
import { unquoted } from '../text/unquoted.ts';
import { type Found, type Frame, newFrame } from './cursor-frame.ts';
import { isBlank } from './cursor-lines.ts';
import { ITEM } from './schema-at.ts';

export interface FlowCursor {
  /** Offset after the collection. One that is not closed ends before the next line that is not deeper than its key. */
  readonly end: number;
  readonly found: Found | undefined;
}

/** A map or list that is open. */
interface Level {
  readonly isMap: boolean;
  readonly frame: Frame;
  /** The key whose colon was read. */
  key: string | undefined;
  /** A key without its colon, or a value, was read. */
  isDone: boolean;
}

const PUNCTUATION = '{}[],';

/** Reads the collection that begins at `start`, as the value of `around`. */
export function flowCursor(text: string, start: number, around: Frame, offset: number): FlowCursor {
  const levels: Level[] = [];
  let found: Found | undefined;
  let word = span(start, start);
  let i = start;
  /** Remembers the place if the cursor is between `from` and `to` (inclusive). */
  const look = (from: number, to: number, isWord: boolean, hasColon: boolean): void => {
    const level = levels.at(-1);
    if (found || !level || offset < from || offset > to || level.isDone) return;
    const at = isWord ? span(from, to) : span(offset, offset);
    const { key } = level;
    const needsBlank = !isWord && text[offset - 1] === ':';
    if (level.isMap) found = { frame: level.frame, key, word: at, hasColon, needsBlank };
    else found = { frame: level.frame, key: ITEM, word: at, hasColon: false, needsBlank: false };
  };
  while (i < text.length) {
    const c = text[i]!;
    if (c === '{' || c === '[') {
      const level = levels.at(-1);
      const inner = level ? newFrame(level.frame, level.isMap ? level.key : ITEM, around.indent) : around;
      if (level) level.isDone = true;
      levels.push({ isMap: c === '{', frame: inner, key: undefined, isDone: false });
      i++;
    } else if (c === '}' || c === ']') {
      look(i, i, false, false);
      levels.pop();
      i++;
      if (levels.length === 0) return { end: i, found };
    } else if (c === ',') {
      look(i, i, false, false);
      const level = levels.at(-1)!;
      level.key = undefined;
      level.isDone = false;
      i++;
    } else if (isColon(text, i)) {
      const level = levels.at(-1)!;
      if (level.isMap && level.key === undefined) {
        level.key = unquoted(text.slice(word.start, word.end));
        level.frame.keys.push({ key: level.key, at: word.start });
        level.isDone = false;
      }
      i++;
    } else if (c === '\n' || c === '\r') {
      const next = nextLine(text, i);
      const ends = next.indent <= around.indent && !'}]'.includes(text[next.at]!);
      look(i, (ends ? next.start : next.at) - 1, false, false);
      if (ends) return { end: next.start, found };
      i = next.at;
    } else if (c === '#' && (i === start || isBlank(text[i - 1]) || isBreak(text[i - 1]))) {
      while (i < text.length && !isBreak(text[i])) i++;
    } else if (isBlank(c)) {
      const end = blanksEnd(text, i);
      // A place directly before a word belongs to the word.
      look(i, end - 1, false, false);
      i = end;
    } else {
      const end = wordEnd(text, i);
      word = span(i, end);
      look(i, end, true, isColon(text, blanksEnd(text, end)));
      levels.at(-1)!.isDone = true;
      i = end;
    }
  }
  look(i, i, false, false);
  return { end: text.length + 1, found };
}

const isBreak = (c: string | undefined): boolean => c === '\n' || c === '\r';

/** Whether a colon at `i` ends a key: a blank, a bracket or the end of the line follows, or a quote stands before it. */
function isColon(text: string, i: number): boolean {
  if (text[i] !== ':') return false;
  const next = text[i + 1];
  return (
    next === undefined || isBlank(next) || isBreak(next) || PUNCTUATION.includes(next) || /["']/.test(text[i - 1]!)
  );
}

function blanksEnd(text: string, from: number): number {
  let end = from;
  while (isBlank(text[end])) end++;
  return end;
}

/** The end of a word: of a quoted one its quote or its line, of a plain one the next blank, bracket, comma or colon. */
function wordEnd(text: string, from: number): number {
  const quote = text[from];
  const isQuoted = quote === '"' || quote === "'";
  let end = from + 1;
  while (end < text.length && !isBreak(text[end])) {
    if (isQuoted && text[end] === quote) return end + 1;
    if (!isQuoted && (isBlank(text[end]) || PUNCTUATION.includes(text[end]!) || isColon(text, end))) return end;
    end++;
  }
  return end;
}

/** The next line that is not empty: its start, its first character that is no blank, and its indentation. */
function nextLine(
  text: string,
  from: number,
): { readonly start: number; readonly at: number; readonly indent: number } {
  let start = from;
  for (let at = from; at < text.length; at++) {
    if (isBreak(text[at])) start = at + 1;
    else if (!isBlank(text[at])) return { start, at, indent: at - start };
  }
  return { start, at: text.length, indent: Number.POSITIVE_INFINITY };
}
