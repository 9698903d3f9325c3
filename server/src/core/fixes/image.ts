/** Fixes that put another image reference in place of one. */
import type { ImageUse } from '../domain/image-use.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { setsImage } from './effect.ts';
import { fixIf, inPlaces } from './fix.ts';

/**
 * A fix for each whole reference (`node:24`), to review. `which` says in the titles how two references differ. A digest in the file is
 * dropped: it belongs to the old image.
 */
export function imageFixes(
  use: ImageUse,
  ctx: Context,
  references: readonly string[],
  which: readonly [string, string] = ['the nearest line', 'the newest line'],
): Fix[] {
  const suffix = (index: number): string => (references.length === 2 ? `, ${which[index]}` : '');
  return references.flatMap((text, index) =>
    fixIf(
      `Use \`${text}\`${inPlaces(use.places)}${suffix(index)}`,
      'review',
      () => use.replace(text),
      setsImage(use, ctx),
      digestNotes(use.reference),
    ),
  );
}

/** The step that remains when an edit drops the digest of a reference. */
const digestNotes = (ref: ImageReference | undefined): readonly string[] =>
  ref?.digest === undefined ? [] : ['pin the digest of the new tag'];
