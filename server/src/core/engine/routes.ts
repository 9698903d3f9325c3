/** Routes of a file's findings. Routes are numbered if several documents of the file have objects of the same name. */

/** The routes of one unit's findings, each once, in order of first use. */
export type Routes = readonly string[];
/** New names for a unit's routes in the file; `undefined` if all keep their names. */
export type Renamed = ReadonlyMap<string, string> | undefined;

/** Adds a number to a route that an earlier unit of the file has too (`route~2`), so that a fix cannot reach both. */
export function numbered(routes: readonly Routes[]): Renamed[] {
  const taken: Taken = { owners: new Map(), last: new Map() };
  return routes.map((list, unit) => renamed(list, unit, taken));
}

interface Taken {
  /** Index of the unit that owns each name. */
  readonly owners: Map<string, number>;
  /**
   * The last number given to each route. Lower numbers belong to earlier units, so a thousand objects of one name are not counted each
   * time.
   */
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

/** Whether the routes of two units have the same names. */
export function sameNames(a: Renamed, b: Renamed): boolean {
  if (!a || !b) return a === b;
  return a.size === b.size && [...a].every(([route, name]) => b.get(route) === name);
}
