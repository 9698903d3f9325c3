/** Where else the value of a moved secret stands. */
import type { Context } from '../../rule/rule.ts';
import { characterClasses } from '../../secrets/detect/entropy.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { overlaps, shift, type TextEdit } from '../../text/span.ts';

/** Short values and plain words also occur in unrelated places. */
export const isDistinctive = (value: string): boolean =>
  value.length >= 8 && characterClasses(value) >= 2 && !isWeakDefault(value);

/**
 * The note on the places of the file, in all its documents, that still hold the value after the edits; none for a value that may stand there by
 * chance.
 */
export function elsewhereNotes({ unit, workspace }: Context, value: string, edits: readonly TextEdit[]): string[] {
  if (!isDistinctive(value)) return [];
  const whole = workspace.text(unit.path);
  const text = whole ?? unit.text;
  const moved = edits.map((edit) => (whole === undefined ? edit.span : shift(edit.span, unit.start)));
  let places = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const here = { start: at, end: at + value.length };
    if (!moved.some((span) => overlaps(span, here))) places++;
  }
  if (places === 0) return [];
  const where = places > 1 ? `${places} other places` : 'one other place';
  return [`The same value stands in ${where} of this file, and stays there: move it there too`];
}
