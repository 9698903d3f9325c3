import type { Unit } from '../domain/unit.ts';
import type { Change, RuleId } from '../rule/rule.ts';
import { difference } from '../text/edits.ts';
import type { Reported } from './report.ts';
import { MOST_FOLD_WORK, settled } from './settle.ts';

/**
 * One change that adds all settings of a fold: each member's first fix in turn, on the text that the previous one produced. `find`
 * returns the unfolded findings of a text in place of the unit's. Empty if no fix applies, or if the work limit is reached.
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

/** Compares with a route that may be numbered (see `routes.ts`); a unit alone has no numbers. */
const isSameRoute = (alone: string, route: string): boolean =>
  route === alone || (route.startsWith(`${alone}~`) && /^\d+$/.test(route.slice(alone.length + 1)));
