/** Files that Git ignores, according to the `.gitignore` files of the workspace. */

import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** Whether a `.gitignore` in the file's folder, or in one above, ignores the file at a workspace path. */
export function gitIgnores(workspace: WorkspaceIndex, path: string): boolean {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const text = workspace.text(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    if (text !== undefined && pathMatcher(patterns(text))(folder === '' ? path : path.slice(folder.length + 1)))
      return true;
    if (folder === '') return false;
  }
}

const patterns = (text: string): string[] => text.split(/\r?\n/).filter((l) => l.trim() !== '' && !l.startsWith('#'));
