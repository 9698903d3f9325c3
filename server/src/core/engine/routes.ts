/** Routes of a file's findings: numbered where documents of the file have objects of the same name. */

/** The routes of one unit's findings, each once, in the order in which they are first used. */
export type Routes = readonly string[];
/** What a unit's routes are called in the file; `undefined` where all keep their names. */
export type Renamed = ReadonlyMap<string, string> | undefined;

/** Numbers a route where an earlier unit of the file has the same (`route~2`): a fix must not reach both. */
export function numbered(routes: readonly Routes[]): Renamed[] {
  const taken: Taken = { owners: new Map(), last: new Map() };
  return routes.map((list, unit) => renamed(list, unit, taken));
}

interface Taken {
  /** The number of the unit that a name belongs to, by name. */
  readonly owners: Map<string, number>;
  /** The last number given to a route; the ones before belong to earlier units. A thousand objects of one name need not be counted each time. */
  readonly last: Map<string, number>;
}

function renamed(routes: Routes, unit: number, { owners, last }: Taken): Renamed {
  let names: Map<string, string> | undefined;
  for (const route of routes) {
    let n = last.get(route) ?? 1;
    const name = (): string => (n === 1 ? route : `${route}~${n}`);
    while ((owners.get(name()) ?? unit) !== unit) n++;
    owners.set(name(), unit);
    last.set(route, n);
    if (n === 1) continue;
    names ??= new Map();
    names.set(route, name());
  }
  return names;
}

/** Whether two units' routes are called the same. */
export function sameNames(a: Renamed, b: Renamed): boolean {
  if (!a || !b) return a === b;
  return a.size === b.size && [...a].every(([route, name]) => b.get(route) === name);
}
