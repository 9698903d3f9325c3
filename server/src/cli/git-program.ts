/** Finds the `git` to start: one from the user's PATH, never one from the checked repository. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { repositoryAround } from '../host/node-inside.ts';
import { HERE, isAtOrBelow } from '../host/node-paths.ts';

/** Input of `resolveGit`. `PATH` is a list in the platform's form. */
export interface Search {
  readonly PATH: string | undefined;
  /** Absolute folders from which no program is started: the checked folder and the current folder. */
  readonly folders: readonly string[];
  readonly platform: NodeJS.Platform;
}

/**
 * The absolute path of git, or `undefined`. Skips relative and empty entries of PATH, which depend on the current folder and so on the
 * repository. Also skips entries in a repository that holds one of `folders`. On Windows only `git.exe` counts: a `.cmd` needs a shell.
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

/** Whether a folder is one of `folders` or lies in a repository that holds one of them, by its path or through symbolic links. */
function isUntrusted(entry: string, folders: readonly string[]): boolean {
  const names = [path.resolve(entry), real(entry)];
  return folders
    .flatMap((folder) => [folder, real(folder)])
    .some((folder) => {
      const top = repositoryAround(folder);
      return names.some((name) => (top === undefined ? name === folder : isAtOrBelow(HERE, name, top)));
    });
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
