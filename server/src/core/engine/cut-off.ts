/** Subjects whose text may go on where reading stopped: what is missing there is not known. */
import type { Unit } from '../domain/unit.ts';
import type { Finding } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import { unreadIn } from './unread.ts';

/** The text of a unit, and the offset in it where reading stopped first. */
export interface Stop {
  readonly text: string;
  readonly at: number;
}

/** Where reading of a Compose file or manifest stopped; `undefined` if it was read to its end, or is a template. */
export function stopIn(unit: Unit): Stop | undefined {
  if (unit.kind !== 'compose' && unit.kind !== 'kubernetes') return undefined;
  const [first] = unreadIn(unit);
  return first && { text: unit.text, at: first.at.start };
}

/**
 * Whether the finding says that a setting is missing in a subject that is open where reading stopped: nothing but blank text stands
 * between the end of its span and that place.
 */
export function isCutOff(stop: Stop | undefined, { covers }: { readonly covers: Span }, { absent }: Finding): boolean {
  if (!stop || !absent || covers.start > stop.at) return false;
  return covers.end >= stop.at || stop.text.slice(covers.end, stop.at).trim() === '';
}
