/** Finds the release cycle of a version. */
import type { Cycle, Product } from '../data/products.ts';
import { compareVersions, versionLines } from '../tag/tags.ts';

/**
 * The cycle that has a version: `3.12.4` is in `3.12`. A version that is shorter than the cycles means one of those with that beginning;
 * of these it is the one that is supported longest: `9` of PostgreSQL is `9.6`, `7` of MongoDB is `7.0`. `undefined` for a version that is
 * newer or older than the data.
 */
export function cycleOf(product: Product, version: string): Cycle | undefined {
  const exact = exactCycle(product, version);
  if (exact) return exact;
  return product.cycles
    .filter(({ name }) => /^[\d.]+$/.test(name) && name.startsWith(`${version}.`))
    .sort((a, b) => compareEnds(b, a) || compareVersions(b.name, a.name))[0];
}

/** Whether a version is older than every cycle of the product: nobody has recorded when its support ended, but it has. */
export const isBeforeCycles = ({ cycles }: Product, version: string): boolean =>
  cycles.every(({ name }) => /^\d+(?:\.\d+)*$/.test(name) && compareVersions(version, name) < 0);

/** Like `cycleOf`, but `undefined` for a version that is shorter than the cycles. */
export function exactCycle(product: Product, version: string): Cycle | undefined {
  for (const line of versionLines(version)) {
    const cycle = product.cycles.find((candidate) => sameLine(candidate.name, line));
    if (cycle) return cycle;
  }
  return undefined;
}

/** `8.0` of .NET is the cycle `8`. */
const sameLine = (cycle: string, line: string): boolean => cycle === line || `${cycle}.0` === line;

const compareEnds = (a: Cycle, b: Cycle): number => endOrder(a).localeCompare(endOrder(b));

/** Text that sorts by the end: an unknown day in the past, days, no end. */
const endOrder = ({ end }: Cycle): string => (end === undefined ? '9999' : end === 'ended' ? '0000' : end);

/** SQL Server's cycles are build numbers; its tags and its users have the year. */
export const SQL_SERVER_YEARS: ReadonlyMap<string, string> = new Map([
  ['14.0', '2017'],
  ['15.0', '2019'],
  ['16.0', '2022'],
  ['17.0', '2025'],
]);

/** Display name: `Node.js 20`, `Debian 11 (bullseye)`. Code names only of products that have one for every release: tags use them. */
export function lineName({ id, label, isDistribution, cycles }: Product, { name, codename }: Cycle): string {
  if (id === 'mssqlserver') return `${label} ${SQL_SERVER_YEARS.get(name) ?? name}`;
  const named = isDistribution && codename !== undefined && cycles.every((cycle) => cycle.codename !== undefined);
  return `${label} ${name}${named ? ` (${codename})` : ''}`;
}
