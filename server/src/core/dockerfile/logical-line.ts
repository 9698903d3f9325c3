import type { Span } from '../text/span.ts';

/**
 * The text of one instruction without continuations, comment lines and empty lines, and the offset of each of its characters.
 * Source: BuildKit `frontend/dockerfile/parser/parser.go`, `Parse` and `trimContinuationCharacter`.
 */
export interface LogicalLine {
  readonly text: string;
  /** Parallel arrays, ascending: piece `i` of `text` begins at index `begins[i]`, and at `offsets[i]` in the document. */
  readonly begins: readonly number[];
  readonly offsets: readonly number[];
  /** The end of its last line in the document, before the line break. */
  readonly end: number;
  /** Start of the next line. */
  readonly next: number;
  /** The comment lines between its lines. */
  readonly comments: readonly Span[];
  /** The character that continues a line and escapes a character. */
  readonly escape: '\\' | '`';
  /** Its last line is continued, but the text ends. */
  readonly dangling: boolean;
}

const BACKTICK = 96;
const BACKSLASH = 92;

/** Whether the character is a blank for Go's `unicode.IsSpace`, in Latin-1. */
export const isBlank = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x85;

/** The first offset in `[from, to)` that is not a blank; `to` if all are. */
export function skipBlanks(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) i++;
  return i;
}

/** The end of the line around `from`, before its line break (any number of `\r`, then `\n`), and the start of the next line. */
export function lineAt(text: string, from: number): { readonly end: number; readonly next: number } {
  const newline = text.indexOf('\n', from);
  let end = newline < 0 ? text.length : newline;
  while (end > from && text.charCodeAt(end - 1) === 13) end--;
  return { end, next: newline < 0 ? text.length : newline + 1 };
}

/** Reads the logical line at `start`, which is not a blank or a comment. */
export function readLogicalLine(text: string, start: number, escapeChar: '\\' | '`'): LogicalLine {
  const escapeCode = escapeChar === '`' ? BACKTICK : BACKSLASH;
  const first = lineAt(text, start);
  let cut = continuationAt(text, start, first.end, escapeCode);
  if (cut < 0)
    return {
      text: text.slice(start, first.end),
      begins: [0],
      offsets: [start],
      end: first.end,
      next: first.next,
      comments: [],
      escape: escapeChar,
      dangling: false,
    };
  const pieces = [text.slice(start, cut)];
  const begins = [0];
  const offsets = [start];
  const comments: Span[] = [];
  let length = cut - start;
  let { end, next } = first;
  while (cut >= 0 && next < text.length) {
    const from = next;
    const line = lineAt(text, from);
    next = line.next;
    const content = skipBlanks(text, from, line.end);
    if (content === line.end) continue;
    if (text.charCodeAt(content) === 35) {
      comments.push({ start: content, end: line.end });
      continue;
    }
    end = line.end;
    cut = continuationAt(text, from, end, escapeCode);
    const stop = cut < 0 ? end : cut;
    pieces.push(text.slice(from, stop));
    begins.push(length);
    offsets.push(from);
    length += stop - from;
  }
  return { text: pieces.join(''), begins, offsets, end, next, comments, escape: escapeChar, dangling: cut >= 0 };
}

/** The offset of the escape character that continues the line `[from, to)`; -1 if none does. A doubled one does not. */
function continuationAt(text: string, from: number, to: number, escapeChar: number): number {
  let i = to - 1;
  while (i >= from && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) i--;
  if (i < from || text.charCodeAt(i) !== escapeChar) return -1;
  return i > from && text.charCodeAt(i - 1) === escapeChar ? -1 : i;
}

/** Document offset of the character at `index` of `line.text`. */
export function offsetAt(line: LogicalLine, index: number): number {
  let low = 0;
  let high = line.begins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.begins[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return line.offsets[low]! + index - line.begins[low]!;
}

/** The span in the document of `[from, to)` of `line.text`. */
export function spanOf(line: LogicalLine, from: number, to: number): Span {
  const start = offsetAt(line, from);
  return { start, end: to > from ? offsetAt(line, to - 1) + 1 : start };
}
