import type { Span } from './span.ts';

/** A text with the offset of each of its characters in the document that it is written in. */
export interface MappedText {
  readonly text: string;
  /** Offset in the document of character `i` of `text`; `at(text.length)` is the offset just after the last one. Never decreases. */
  at(i: number): number;
  /** Offset in the document just after character `i`. Absent when it is always `at(i) + 1`; escapes are longer. */
  endOf?(i: number): number;
}

/** Maps a `text` that is in the document unchanged, from offset `start` on. */
export function mapped(text: string, start: number): MappedText {
  return { text, at: (i) => start + i };
}

/** The place in the document of the characters `[start, end)`. */
export function placeOf({ at, endOf }: MappedText, { start, end }: Span): Span {
  const from = at(start);
  return { start: from, end: end > start ? (endOf?.(end - 1) ?? at(end - 1) + 1) : from };
}
