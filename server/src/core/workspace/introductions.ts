/** The READMEs that introduce the files of a folder. */
import { posix } from '../text/paths.ts';
import type { WorkspaceIndex } from './index.ts';

/** The names that a README has in the most common spellings. */
export const README = ['README.md', 'readme.md', 'Readme.md'];

/** The texts of the READMEs in the folder of the file at `path` and in those above it, innermost first. */
export const introductionsTo = (index: Pick<WorkspaceIndex, 'text'>, path: string): string[] =>
  foldersAbove(path).flatMap((folder) => README.flatMap((name) => index.text(posix.join(folder, name)) ?? []));

/** The folder of the file at `path` and those above it, innermost first. */
export function foldersAbove(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' || folder === '' || folder === path ? [folder] : [folder, ...foldersAbove(folder)];
}
