import type { Place } from '../domain/unit.ts';
import type { Fact } from './facts/facts.ts';

/** A fact and its place. `place` and `whole` stay the same objects as long as the fact has the same meaning. */
export interface Located<F extends Fact> {
  fact: F;
  /** See `keys.ts`. */
  readonly keys: readonly string[];
  readonly place: Place;
  /** The whole object or service. */
  readonly whole: Place;
}
