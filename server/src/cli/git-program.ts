/** Which `git` is started: one of the user's PATH, never one that the checked repository brings along. */
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What `resolveGit` looks at. `PATH` is a list as the platform writes it. */
export interface Search {
  readonly PATH: string | undefined;
  /** Absolute folders from which nothing is started: the folder that is checked and the current one. */
  readonly folders: readonly string[];
  readonly platform: NodeJS.Platform;
}

/**
 * The absolute path of git, or `undefined`. Relative and empty entries of PATH mean the current folder, which a repository fills; they are
 * skipped, and so are entries inside the repository around one of `folders`. On Windows only `git.exe` counts: a `.cmd` needs a shell.
 */
export function resolveGit({ PATH, folders, platform }: Search): string | undefined {
  const name = platform === 'win32' ? 'git.exe' : 'git';
  for (const entry of trustedEntries(PATH, folders)) {
    const file = path.join(entry, name);
    if (isProgram(file) && !isUntrusted(path.dirname(fs.realpathSync(file)), folders)) return file;
  }
  return undefined;
}

/** The entries of a PATH-like list that are absolute and outside of the repositories around `folders`. */
export function trustedEntries(list: string | undefined, folders: readonly string[]): string[] {
  return (list ?? '').split(path.delimiter).filter((entry) => path.isAbsolute(entry) && !isUntrusted(entry, folders));
}

/** Whether a folder is one of `folders` or lies in the repository around one of them, by its name or through links. */
function isUntrusted(entry: string, folders: readonly string[]): boolean {
  const names = [path.resolve(entry), real(entry)];
  return folders
    .flatMap((folder) => [folder, real(folder)])
    .some((folder) => {
      const top = repositoryAround(folder);
      return names.some((name) => (top === undefined ? name === folder : isWithin(name, top)));
    });
}

/** Whether `inner` is `outer` or lies below it; both absolute. */
export function isWithin(inner: string, outer: string): boolean {
  const between = path.relative(outer, inner);
  return between === '' || (between !== '..' && !between.startsWith(`..${path.sep}`) && !path.isAbsolute(between));
}

/** The nearest folder at or above `folder` with a `.git` in it. No git is needed to find it, since this decides which git is started. */
function repositoryAround(folder: string): string | undefined {
  for (let here = folder; ; here = path.dirname(here)) {
    if (fs.existsSync(path.join(here, '.git'))) return here;
    if (path.dirname(here) === here) return undefined;
  }
}

function real(name: string): string {
  try {
    return fs.realpathSync(name);
  } catch {
    return path.resolve(name);
  }
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
