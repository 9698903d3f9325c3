/** A piece of a text: half-open offsets `[start, end)` in UTF-16 units, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces `span` by `text`; `start === end` inserts. The spans of one set of edits all refer to the text before the first edit. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export const span = (start: number, end: number): Span => ({ start, end });

/** Whether `outer` holds all of `inner`. */
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Whether the two share at least one character. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The same span, `by` characters further right. */
export const shift = (s: Span, by: number): Span => ({ start: s.start + by, end: s.end + by });

/** The smallest span that holds both. */
export const cover = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });
