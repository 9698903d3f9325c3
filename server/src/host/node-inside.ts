/**
 * Decides which files on disk may be read or changed: those below a root, a folder that the user chose, and those that the user named. A
 * repository can hold links to any file of its user, so no part of a path below the root may be a symbolic link. A file behind a link
 * that stays inside is read under its real path.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { onDisk } from './node-names.ts';
import { HERE, isAtOrBelow } from './node-paths.ts';

/** `outside`: the path leaves the root, by `..` or by a symbolic link. */
export type Standing = fs.Stats | 'outside' | 'missing';

/**
 * The file or folder at `below`, a path relative to `root` with `/`, without following links. Throws the file system's errors, except for
 * a missing file.
 */
export function standing(root: string, below: string): Standing {
  const names = below.split('/');
  if (!names.every(isName)) return 'outside';
  let here = root;
  let stat: fs.Stats | undefined;
  for (const name of names) {
    here = path.join(here, name);
    stat = fs.lstatSync(onDisk(here), { throwIfNoEntry: false });
    if (!stat) return 'missing';
    if (stat.isSymbolicLink()) return 'outside';
  }
  return stat ?? 'missing';
}

const isName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  !name.includes('\0') &&
  (path.sep === '/' || !name.includes(path.sep));

/** Whether two results are one file. */
export const isSame = (a: Standing, b: fs.Stats): boolean =>
  typeof a !== 'string' && a.dev === b.dev && a.ino === b.ino;

/** Whether the file at `below` may be changed or created: it lies inside, and is a regular file or missing. Never throws. */
export function mayChange(root: string, below: string): boolean {
  try {
    const found = standing(root, below);
    return found === 'missing' || (found !== 'outside' && found.isFile());
  } catch {
    return false;
  }
}

/** Whether a file that the user named may be changed: its links may not lead out of `root`. Never throws. */
export function mayChangeNamed(root: string, file: string): boolean {
  try {
    return isAtOrBelow(HERE, realPath(file), realPath(root));
  } catch {
    return false;
  }
}

const realPath = (name: string): string => fs.realpathSync(onDisk(name), { encoding: 'buffer' }).toString('latin1');

/** The root for a file outside of all roots: the top folder of its repository, else its own folder. Absolute. */
export function rootAround(file: string): string {
  const folder = path.dirname(path.resolve(file));
  return repositoryAround(folder) ?? folder;
}

/** The nearest folder at or above `folder` (absolute) that has a `.git`. Works without git, since the result decides which git is started. */
export function repositoryAround(folder: string): string | undefined {
  for (let here = folder; ; here = path.dirname(here)) {
    if (fs.existsSync(path.join(here, '.git'))) return here;
    if (path.dirname(here) === here) return undefined;
  }
}
