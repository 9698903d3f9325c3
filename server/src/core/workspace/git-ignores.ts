/** Files that Git keeps out of the repository. Source: Git documentation, `gitignore`. */

import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

type Asked = Pick<WorkspaceIndex, 'text'> & Partial<Pick<WorkspaceIndex, 'repository'>>;

/** Whether Git tracks the file at a workspace path: its index lists it. False where the index is not known. */
export const isTracked = ({ repository }: Partial<Pick<WorkspaceIndex, 'repository'>>, path: string): boolean =>
  repository?.tracked?.has(path) ?? false;

/** Whether Git ignores the file at a workspace path. A tracked file is not ignored, whatever the patterns say. */
export const gitIgnores = (workspace: Asked, path: string): boolean =>
  !isTracked(workspace, path) && isMatchedByIgnore(workspace, path);

/**
 * Whether the patterns match the file at a workspace path. The last one that matches decides: `.git/info/exclude` comes first, then the
 * `.gitignore` files from the repository's top down to the file's folder.
 */
export function isMatchedByIgnore(workspace: Asked, path: string): boolean {
  const { repository } = workspace;
  const prefix = repository?.prefix ?? '';
  const inner: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const at = folder === '' ? '' : `${folder}/`;
    const text = workspace.text(`${at}.gitignore`);
    if (text !== undefined) inner.unshift(...patternsBelow(prefix + at, text));
    if (folder === '') break;
  }
  const outer = (repository?.outer ?? []).flatMap(({ folder, text }) => patternsBelow(folder, text));
  return outer.length + inner.length > 0 && pathMatcher([...outer, ...inner], true)(prefix + path);
}

/** The patterns of a `.gitignore` in a folder ('' or with `/` at its end) as patterns of the top. */
export const patternsBelow = (folder: string, text: string): string[] =>
  text
    .split(/\r?\n/)
    // A line of slashes matches nothing; below a folder it would match all of it.
    .filter((line) => /[^ /]/.test(line.replace(/^!/, '')) && !line.startsWith('#'))
    .map((line) => below(folder, line));

function below(folder: string, pattern: string): string {
  if (folder === '') return pattern;
  const negated = pattern.startsWith('!') ? '!' : '';
  const own = pattern.slice(negated.length);
  const anchored = /\/(?! *$)/.test(own);
  const prefix = folder.replace(/[*?!#[\\]/g, '\\$&');
  return `${negated}/${prefix}${anchored ? '' : '**/'}${own.replace(/^\//, '')}`;
}
