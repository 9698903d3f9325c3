/** Where else the value of a moved secret stands. */
import { characterClasses } from '../../secrets/detect/entropy.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { overlaps, type Span } from '../../text/span.ts';

/** Short values and plain words also occur in unrelated places. */
export const isDistinctive = (value: string): boolean =>
  value.length >= 8 && characterClasses(value) >= 2 && !isWeakDefault(value);

/** The note on the places of `text` that still hold the value after edits at `moved`; none for a value that may stand there by chance. */
export function elsewhereNotes(text: string, value: string, moved: readonly Span[]): string[] {
  if (!isDistinctive(value)) return [];
  let places = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const here = { start: at, end: at + value.length };
    if (!moved.some((span) => overlaps(span, here))) places++;
  }
  if (places === 0) return [];
  const where = places > 1 ? `${places} other places` : 'one other place';
  return [`The same value stands in ${where} of this document, and stays there: move it there too`];
}
