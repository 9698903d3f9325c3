/** Which files are deployed together: those of a folder, of a chart, and of a kustomization with the kustomizations that it lists. */

import type { Place } from '../domain/unit.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';
import { inFolder, listing } from './keys.ts';

export interface Deployments {
  /** Whether the files at two paths are deployed together. An overlay is deployed with its base, two overlays of a base are not. */
  together(a: string, b: string): boolean;
  /** Whether the file at a path is deployed with one of `paths` at least. */
  withAny(paths: Iterable<string>): (path: string) => boolean;
  /** Finds those of `all` that are deployed with one of some paths, without a look at the others. */
  among<T extends { readonly place: Place }>(all: readonly T[]): (paths: Iterable<string>) => readonly T[];
  /** Whether the kustomization of `folder` deploys the file at a path: it lists the file, or another kustomization that does. */
  lists(folder: string, path: string): boolean;
  /** The folders of all files that are deployed with the file at a path. */
  foldersWith(path: string): ReadonlySet<string>;
  /**
   * The folder that names the deployment of a file: of its chart; of the outermost kustomization, as long as one alone lists the one below; else
   * its own. Files with the same name are deployed together.
   */
  nameOf(path: string): string;
  /** The innermost folder for a new file that is deployed with all files of `paths`, which have one name; beside the first at least. */
  folderFor(paths: readonly string[]): string;
}

/** The answers hold for the kustomizations of the moment: do not keep the object. */
export function deploymentsOf(index: WorkspaceIndex): Deployments {
  const parents = (part: string): readonly string[] =>
    index.of('kustomization', listing(part)).map((k) => k.fact.folder);
  /** The only kustomization that lists a file or folder. */
  const onlyParent = (part: string): string | undefined => {
    const list = parents(part);
    return list.length === 1 ? list[0] : undefined;
  };
  const above = new Map<string, ReadonlySet<string>>();
  /** The folder of a file or its chart, and those of the kustomizations that list them. */
  const foldersOf = (path: string): ReadonlySet<string> => {
    const before = above.get(path);
    if (before) return before;
    // The set grows while it is read: each folder brings the kustomizations that list it.
    const out = new Set([chartOf(path) ?? posix.dirname(path), ...parents(path)]);
    for (const folder of out) for (const parent of parents(folder)) out.add(parent);
    above.set(path, out);
    return out;
  };
  /** The folders from a file's own to the outermost, each the only one that lists the one before. */
  const upwards = (path: string): ReadonlySet<string> => {
    const out = new Set([onlyParent(path) ?? chartOf(path) ?? posix.dirname(path)]);
    for (const folder of out) {
      const parent = onlyParent(folder);
      if (parent !== undefined) out.add(parent);
    }
    return out;
  };
  const withAny = (paths: Iterable<string>): ((path: string) => boolean) => {
    const theirs = new Set([...new Set(paths)].flatMap((path) => [...foldersOf(path)]));
    return (path) => [...foldersOf(path)].some((folder) => theirs.has(folder));
  };
  return {
    together(a, b) {
      const ofB = foldersOf(b);
      return posix.dirname(a) === posix.dirname(b) || [...foldersOf(a)].some((folder) => ofB.has(folder));
    },
    withAny,
    among<T extends { readonly place: Place }>(all: readonly T[]) {
      const byFolder = new Map<string, T[]>();
      for (const one of all)
        for (const folder of foldersOf(one.place.unit.path)) {
          const list = byFolder.get(folder);
          if (list) list.push(one);
          else byFolder.set(folder, [one]);
        }
      return (paths) => {
        const folders = new Set([...paths].flatMap((path) => [...foldersOf(path)]));
        return [...new Set([...folders].flatMap((folder) => byFolder.get(folder) ?? []))];
      };
    },
    lists(folder, path) {
      // The set grows while it is read, as above.
      const out = new Set(parents(path));
      for (const one of out) for (const parent of parents(one)) out.add(parent);
      return out.has(folder);
    },
    foldersWith(path) {
      const out = new Set([posix.dirname(path), ...foldersOf(path)]);
      for (const folder of out)
        for (const { fact } of index.of('kustomization', inFolder(folder)))
          for (const part of fact.parts)
            out.add(index.of('kustomization', inFolder(part)).length > 0 ? part : posix.dirname(part));
      return out;
    },
    nameOf: (path) => [...upwards(path)].at(-1) ?? posix.dirname(path),
    folderFor(paths) {
      const [first = ''] = paths;
      const shared = [...upwards(first)].find((folder) => paths.every((path) => foldersOf(path).has(folder)));
      // Templates of a chart are read in its `templates` folder only.
      return shared === undefined || chartOf(first) !== undefined ? posix.dirname(first) : shared;
    },
  };
}

/** The folder of the chart that the template at `path` belongs to, without a slash at its end; `undefined` for other files. */
export const chartOf = (path: string): string | undefined =>
  /^(?:.*?\/)?(?=templates\/)/.exec(path)?.[0].replace(/\/$/, '');
