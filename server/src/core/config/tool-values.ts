/** Values of the configuration files of other tools. */
import type { Span } from '../text/span.ts';
import type { Lens } from '../yaml/lens.ts';

/** A value with its place in the file. */
export interface Written {
  readonly at: Span;
  readonly text: string;
}

/** A text, or the texts of a list. */
export function scalars(value: Lens): Written[] {
  const all = value.text === undefined ? value.items() : [value];
  return all.flatMap(({ text, at }) => (text === undefined || text === '' || !at ? [] : [{ at, text }]));
}

/** The values that a tool takes as a list or as one text with commas. */
export const listed = (value: Lens): Written[] =>
  scalars(value).flatMap(({ at, text }) =>
    text
      .split(',')
      .map((part) => ({ at, text: part.trim() }))
      .filter((part) => part.text !== ''),
  );
