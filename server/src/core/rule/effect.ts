/** What a fix claims to change, in the terms of the resolved model. The prover fails a fix that changes more, or less. */
import type { SemanticRoute } from './semantic-route.ts';

/** The name of the finding's own file in a route. */
export const OWN_FILE = '.';

/** A part that changes, and how. */
export interface Claim {
  /**
   * Begins with a file's path (`OWN_FILE`: the finding's own), or with `Git` for whether Git ignores a path, and covers what lies below. A name
   * may hold `*` for any text, and `**` stands for any number of names.
   */
  readonly at: SemanticRoute;
  /** `added`: it had no value and gets one. `set`: it gets a value. `removed`: it has none any longer. `changed`: set or removed. */
  readonly how: 'added' | 'set' | 'removed' | 'changed';
}

/** One change that a fix claims. */
export interface Effect {
  /** At least one of them happens, and all of them may. */
  readonly either: readonly Claim[];
}

/** The effects with other routes. */
export const moved = (effects: readonly Effect[], to: (route: SemanticRoute) => SemanticRoute): Effect[] =>
  effects.map(({ either }) => ({ either: either.map((claim) => ({ ...claim, at: to(claim.at) })) }));

/** The effects of a fix for the file at `path`. */
export const inFile = (path: string, effects: readonly Effect[]): Effect[] =>
  moved(effects, (route) => (route[0] === OWN_FILE ? [path, ...route.slice(1)] : route));
