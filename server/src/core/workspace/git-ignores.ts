/** Files that Git ignores, according to the `.gitignore` files of the workspace. */

import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/**
 * Whether the `.gitignore` files in the file's folder and above ignore the file at a workspace path. The last pattern that matches decides, and
 * those of a deeper folder come later: they may include a file again.
 */
export function gitIgnores(workspace: Pick<WorkspaceIndex, 'text'>, path: string): boolean {
  const all: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const text = workspace.text(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    if (text !== undefined) all.unshift(...patterns(text).map((pattern) => below(folder, pattern)));
    if (folder === '') return all.length > 0 && pathMatcher(all)(path);
  }
}

const patterns = (text: string): string[] => text.split(/\r?\n/).filter((l) => l.trim() !== '' && !l.startsWith('#'));

/** A pattern of a `.gitignore` in `folder` as one of the root. */
function below(folder: string, pattern: string): string {
  if (folder === '') return pattern;
  const negated = pattern.startsWith('!') ? '!' : '';
  const own = pattern.slice(negated.length);
  const anchored = /\/(?!\s*$)/.test(own);
  const prefix = folder.replace(/[*?!#\\]/g, '\\$&');
  return `${negated}/${prefix}/${anchored ? '' : '**/'}${own.replace(/^\//, '')}`;
}
