/** Finds lines, comments and blanks in a unit's text. Lines end with `\n` or `\r\n`. */
import type { YamlUnit } from '../node.ts';

/** The offset of the first character of the line that contains `offset`. A byte order mark is not part of the first line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text[0] === '\uFEFF' ? Math.min(1, offset) : start;
}

/** The offset of the line break after `offset`, or of the text's end. */
export function lineEnd(text: string, offset: number): number {
  const stop = text.indexOf('\n', offset);
  if (stop === -1) return text.length;
  return stop > offset && text[stop - 1] === '\r' ? stop - 1 : stop;
}

/** The start of the next line, or the text's end. */
export function nextLine(text: string, offset: number): number {
  const stop = text.indexOf('\n', offset);
  return stop === -1 ? text.length : stop + 1;
}

/** How many characters stand before `offset` on its line. */
export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Whether `[from, to)` contains only white space. */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!/\s/.test(text[i]!)) return false;
  return true;
}

/** Whether the rest of the line behind `offset` is only white space or a comment. */
export function restIsComment(unit: YamlUnit, offset: number): boolean {
  const end = lineEnd(unit.text, offset);
  const comment = firstComment(unit, offset, end);
  return isBlank(unit.text, offset, comment ? comment.start : end);
}

/** The first comment that begins in `[from, to)`. */
export function firstComment(unit: YamlUnit, from: number, to: number) {
  let low = 0;
  for (let high = unit.comments.length; low < high; ) {
    const mid = (low + high) >> 1;
    if (unit.comments[mid]!.start < from) low = mid + 1;
    else high = mid;
  }
  const comment = unit.comments[low];
  return comment && comment.start < to ? comment : undefined;
}

/** The offset of the first character at or behind `offset` that is neither white space nor in a comment. */
export function skipTrivia(unit: YamlUnit, offset: number): number {
  let at = offset;
  for (;;) {
    while (at < unit.text.length && /\s/.test(unit.text[at]!)) at++;
    const comment = unit.text[at] === '#' ? firstComment(unit, at, at + 1) : undefined;
    if (!comment) return at;
    at = comment.end;
  }
}
