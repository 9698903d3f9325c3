/** The environment files that Compose files name: `env_file` of a service, whatever the file is called. */
import type { Unit } from '../domain/unit.ts';
import { sameItems } from '../text/common-ends.ts';
import { posix } from '../text/paths.ts';
import { loadedFiles } from './loaded-files.ts';

export interface EnvironmentFiles {
  /** Whether a Compose file names the file at a workspace path. */
  has(path: string): boolean;
  /** The workspace paths of all that are named, without those that lie outside or have a variable in their name. */
  all(): Iterable<string>;
  /** Sets the units of a file, or removes it. Returns the paths that are named now and were not before, or the other way round. */
  set(path: string, units: readonly { readonly unit: Unit }[] | undefined): readonly string[];
}

/** Creates an empty set. */
export function environmentFiles(): EnvironmentFiles {
  const named = new Map<string, readonly string[]>();
  const readers = new Map<string, Set<string>>();
  return {
    has: (path) => readers.has(path),
    all: () => readers.keys(),
    set(path, units) {
      const before = named.get(path) ?? [];
      const now = [...new Set((units ?? []).flatMap(({ unit }) => namedIn(unit)))];
      if (sameItems(before, now)) return [];
      if (now.length > 0) named.set(path, now);
      else named.delete(path);
      for (const file of before) {
        readers.get(file)?.delete(path);
        if (readers.get(file)?.size === 0) readers.delete(file);
      }
      const fresh = now.filter((file) => !readers.has(file) && !before.includes(file));
      for (const file of now) readers.set(file, (readers.get(file) ?? new Set()).add(path));
      return [...fresh, ...before.filter((file) => !readers.has(file))];
    },
  };
}

function namedIn(unit: Unit): string[] {
  if (unit.kind !== 'compose') return [];
  const files = unit.compose.services.flatMap((service) => loadedFiles(unit.path, service));
  return files.flatMap(({ path }) => (!path.includes('$') && posix.isInside(path) ? path : []));
}
