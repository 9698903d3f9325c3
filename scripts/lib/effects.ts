/** Compares what a fix claims to change with what it changes. */
import type { Claim, Effect } from '../../server/src/core/rule/effect.ts';
import type { SemanticRoute } from '../../server/src/core/rule/semantic-route.ts';
import { type Change, changeText, difference, routeText } from './resolved/difference.ts';
import { list, map, type Resolved } from './resolved/model.ts';
import type { ResultChange } from './resolved/results.ts';
import type { Meaning } from './resolved/workspace.ts';

/**
 * The failures of a fix with these effects: changes that none of them claims, also in what is made of the files, effects that do not happen,
 * and references that lead nowhere afterwards. `secrets` gives the texts that no failure may show.
 */
export function effectFailures(
  effects: readonly Effect[] | undefined,
  { changes, results, dangling }: Meaning,
  secrets: () => readonly string[],
): string[] {
  if (!effects) return ['declares no effect'];
  const seen = new Set<Effect>();
  const more = [
    ...changes.flatMap((change) => unclaimed(change, effects, seen)),
    ...results.flatMap((one) => unclaimedResult(one, effects)),
  ];
  const hidden = more.length > 0 ? secrets() : [];
  return [
    ...more.map((change) => `changes more than it says: ${changeText(change, hidden)}`),
    ...effects
      .filter((e) => !seen.has(e))
      .map((e) => `says what does not happen: ${e.either.map((c) => `${routeText(c.at)} ${c.how}`).join(', or ')}`),
    ...dangling.map((d) => `leaves \`${d.by}\` of ${d.from} without ${d.path}`),
  ];
}

/** The parts of a change that no effect claims. Adds the effects that do to `seen`. */
function unclaimed(change: Change, effects: readonly Effect[], seen: Set<Effect>): Change[] {
  const claimed = effects.filter((e) => e.either.some((c) => isHow(change, c) && isAbove(c.at, change.route)));
  for (const e of claimed) seen.add(e);
  if (claimed.length > 0) return [];
  const parts = change.before && change.after ? [] : partsOf(change);
  return parts.length > 0 ? parts.flatMap((part) => unclaimed(part, effects, seen)) : [change];
}

/**
 * The parts of a change in a result that no effect claims for one of its files. A value that is added in a file may replace another one in
 * the result, so each claim covers every change. A claim about a whole file covers only what is made of this file.
 */
function unclaimedResult(one: ResultChange, effects: readonly Effect[]): Change[] {
  const { change, sources, edited } = one;
  const below = change.route.slice(2);
  const isClaimed = effects
    .flatMap((e) => e.either)
    .some(({ at }) => [...sources, ...(at.length > 1 ? edited : [])].some((part) => isAbove(at, [...part, ...below])));
  if (isClaimed) return [];
  const parts = change.before && change.after ? [] : partsOf(change);
  return parts.length > 0 ? parts.flatMap((part) => unclaimedResult({ ...one, change: part }, effects)) : [change];
}

/** An added or removed part by its own parts; empty if it has none. */
function partsOf({ route, before, after }: Change): Change[] {
  const empty = (like: Resolved): Resolved =>
    like.kind === 'list' ? list([], like.numbered) : like.kind === 'map' ? map([]) : like;
  if (before?.kind === 'value' || after?.kind === 'value') return [];
  return after ? difference(route, empty(after), after) : before ? difference(route, before, empty(before)) : [];
}

function isHow({ before, after }: Change, { how }: Claim): boolean {
  if (how === 'changed') return true;
  if (how === 'added') return before === undefined;
  return how === 'removed' ? after === undefined : after !== undefined;
}

/** Whether `route` matches `pattern` or a part of it. Numbers of equal names (`web~2`) are ignored. */
function isAbove(pattern: SemanticRoute, route: SemanticRoute): boolean {
  const [first, ...others] = pattern;
  if (first === undefined) return true;
  if (first === '**') return isAbove(others, route) || (route.length > 0 && isAbove(pattern, route.slice(1)));
  const [name, ...rest] = route;
  return name !== undefined && matches(first, name) && isAbove(others, rest);
}

function matches(pattern: string, name: string): boolean {
  const plain = name.replace(/~\d+$/, '');
  if (pattern === name || pattern === plain) return true;
  if (!pattern.includes('*')) return false;
  const source = pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&'));
  return new RegExp(`^${source.join('[\\s\\S]*')}$`).test(plain);
}
