/**
 * Routes of a file's findings. Documents of a file may have objects of one name, and findings of a rule may have one route in several
 * documents; they get numbers (`route~2`), so that a fix cannot reach both.
 */
import { sameItems } from '../text/common-ends.ts';
import type { Raw } from './raw.ts';

/** The names of one unit, each once, in order of first use. */
export interface Routes {
  /** The routes of its stages, services and objects, with findings or without. */
  readonly parts: readonly string[];
  /** Of its findings, as `routeKey` gives them. */
  readonly keys: readonly string[];
}
/** New names for the routes of a unit's findings, by their key; `undefined` if all keep their names. */
export type Renamed = ReadonlyMap<string, string> | undefined;

/** What a route is numbered by: its rule and itself. Missing settings of one container, which may become one finding, share a number. */
export const routeKey = ({
  meta,
  finding,
  route,
}: Pick<Raw, 'meta' | 'route'> & { finding: { absent?: boolean } }): string =>
  `${(finding.absent && meta.group) || meta.id} ${route}`;

/**
 * The names of all units. A route of a part has the number of the part among those of its name, so that a fingerprint does not change with
 * the findings of other documents. Any other route has its number among the findings of its rule.
 */
export function numbered(units: readonly Routes[]): Renamed[] {
  const taken: Taken = { owners: new Map(), last: new Map() };
  const times = new Map<string, number>();
  const names = units.map(() => new Map<string, string>());
  const others: (readonly [unit: number, key: string])[] = [];
  units.forEach(({ parts, keys }, unit) => {
    const numbers = new Map<string, number>();
    for (const part of parts) {
      const n = (times.get(part) ?? 0) + 1;
      times.set(part, n);
      numbers.set(part, n);
    }
    for (const key of keys) {
      const n = numberOf(routeIn(key), numbers);
      if (n === undefined) others.push([unit, key]);
      else take(key, unit, n, taken, names[unit]!);
    }
  });
  for (const [unit, key] of others) take(key, unit, taken.last.get(key) ?? 1, taken, names[unit]!);
  return names.map((own) => (own.size > 0 ? own : undefined));
}

interface Taken {
  /** Index of the unit that owns each name of a key. */
  readonly owners: Map<string, number>;
  /** The last number given to each key: so a thousand findings of one route are not counted each time. */
  readonly last: Map<string, number>;
}

const routeIn = (key: string): string => key.slice(key.indexOf(' ') + 1);

/** The number of the part that a route leads to, or into. */
function numberOf(route: string, parts: ReadonlyMap<string, number>): number | undefined {
  for (
    let end = route.length;
    end > 0;
    end = Math.max(route.lastIndexOf('/', end - 1), route.lastIndexOf('#', end - 1))
  ) {
    const n = parts.get(route.slice(0, end));
    if (n !== undefined) return n;
  }
  return undefined;
}

/** Gives a key the first free name from a number on. */
function take(key: string, unit: number, from: number, { owners, last }: Taken, names: Map<string, string>): void {
  let n = from;
  const name = (of: string): string => (n === 1 ? of : `${of}~${n}`);
  while ((owners.get(name(key)) ?? unit) !== unit) n++;
  owners.set(name(key), unit);
  last.set(key, n);
  if (n > 1) names.set(key, name(routeIn(key)));
}

/** Whether two units have the same names. */
export const sameRoutes = (a: Routes, b: Routes): boolean => sameItems(a.parts, b.parts) && sameItems(a.keys, b.keys);

/** Whether the routes of two units get the same names. */
export function sameNames(a: Renamed, b: Renamed): boolean {
  if (!a || !b) return a === b;
  return a.size === b.size && [...a].every(([route, name]) => b.get(route) === name);
}
