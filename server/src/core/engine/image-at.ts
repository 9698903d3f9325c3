/** The image reference at a place in a file, and what is known of it. */
import { imageUses } from '../domain/image-uses.ts';
import type { Unit } from '../domain/unit.ts';
import { aboutSupport } from '../image/knowledge/support/about.ts';
import type { Day } from '../text/day.ts';
import { type Span, shift } from '../text/span.ts';

export interface ImageAt {
  /** Offsets in the file. */
  readonly span: Span;
  /** Sentences with code in backticks, without a final full stop; at least one. */
  readonly facts: readonly string[];
}

/** What is known on `today` of the image whose reference is at `offset` (of the file); `undefined` if there is none, or nothing is known. */
export function imageAt(unit: Unit, offset: number, today: Day): ImageAt | undefined {
  const at = offset - unit.start;
  const use = imageUses(unit).find(({ at: span }) => span.start <= at && at <= span.end);
  const facts = use?.reference ? aboutSupport(use.reference, today) : [];
  return use && facts.length > 0 ? { span: shift(use.at, unit.start), facts } : undefined;
}
