import type { Unit } from '../domain/unit.ts';
import type { Change, RuleId } from '../rule/rule.ts';
import { difference } from '../text/edits.ts';
import type { Reported } from './report.ts';
import { MOST_FOLD_WORK, settled } from './settle.ts';

/**
 * One change that adds all of a fold's members: each member's first fix, on the text as the ones before left it. `find` gives the findings,
 * not folded, of a text in the place of the unit's. Empty when nothing can be done, or it takes too much work.
 */
export function foldedChange(
  unit: Unit,
  route: string,
  members: readonly RuleId[],
  find: (text: string) => readonly Reported[],
): readonly Change[] {
  const wanted = new Set<string>(members);
  const pick = (f: Reported) => (wanted.has(f.rule) && isSameRoute(f.route, route) ? f.fixes[0] : undefined);
  return difference(unit.text, settled(unit.path, unit.text, find, pick, { left: MOST_FOLD_WORK }));
}

/** `route` may be numbered (see `routes.ts`), which it is not in a unit alone. */
const isSameRoute = (alone: string, route: string): boolean =>
  route === alone || (route.startsWith(`${alone}~`) && /^\d+$/.test(route.slice(alone.length + 1)));
