/** Paths in the files of a Compose project. */

/** Whether a path leads to a file, not to a repository or a registry. */
export const isLocal = (path: string): boolean => !/^[a-z][a-z0-9+.-]*:|^git@|^[~/\\$]|^github\.com\//i.test(path);

/** The path of one folder from another. */
export function fromFolder(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split('/').filter((part) => part !== ''));
  let same = 0;
  while (same < a!.length && a![same] === b![same]) same++;
  return [...a!.slice(same).map(() => '..'), ...b!.slice(same)].join('/');
}
