/** Paths of the command line by the rules of a system, so that tests on one system run with the rules of the others. */
import * as path from 'node:path';
import { type Fold, foldOf } from './same-name.ts';

export interface PathRules {
  readonly path: path.PlatformPath;
  readonly fold: Fold;
}

export const rulesFor = (platform: NodeJS.Platform): PathRules => ({
  path: platform === 'win32' ? path.win32 : path.posix,
  fold: foldOf(platform),
});

/** The rules of this system. */
export const HERE: PathRules = rulesFor(process.platform);

/**
 * A path as written by the user as an absolute path. On Windows without the prefix `\\?\`, which makes the same file look like one on
 * another volume. Devices keep theirs (`\\.\NUL`).
 */
export function absolute({ path }: PathRules, name: string, cwd: string = process.cwd()): string {
  const whole = path.resolve(cwd, name);
  if (path.sep === '/') return whole;
  return whole.replace(/^\\\\\?\\(?:(UNC\\)|(?=[A-Za-z]:))/i, (_, share?: string) => (share ? '\\\\' : ''));
}

/** Whether an absolute path is a device of Windows: `NUL`, `CON` and so on are devices in every folder. */
export const isDevice = ({ path }: PathRules, file: string): boolean => path.sep !== '/' && file.startsWith('\\\\.\\');

/** The names of an absolute path, after its root. */
const namesIn = ({ path }: PathRules, file: string): string[] =>
  file
    .slice(path.parse(file).root.length)
    .split(path.sep)
    .filter((name) => name !== '');

/** The key of the volume of an absolute path: a drive or a share on Windows, always the same elsewhere. */
export const volumeOf = ({ path, fold }: PathRules, file: string): string =>
  fold(path.parse(file).root.replace(/\\$/, ''));

/** Absolute paths in groups of the same volume. */
export function byVolume(rules: PathRules, paths: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = volumeOf(rules, path);
    groups.set(key, [...(groups.get(key) ?? []), path]);
  }
  return [...groups.values()];
}

/**
 * The path of a file relative to a folder, with `/`; both absolute. It begins with `..` if the file is not below the folder; it is
 * absolute, with `/`, on another volume.
 */
export function relativePath(rules: PathRules, folder: string, file: string): string {
  if (volumeOf(rules, folder) !== volumeOf(rules, file)) return file.split(rules.path.sep).join('/');
  const [outer, inner] = [namesIn(rules, folder), namesIn(rules, file)];
  let shared = 0;
  while (shared < outer.length && shared < inner.length && rules.fold(outer[shared]!) === rules.fold(inner[shared]!))
    shared++;
  return [...outer.slice(shared).map(() => '..'), ...inner.slice(shared)].join('/');
}

/** Whether a relative path from `relativePath` is the folder itself or lies below it. */
const staysInside = (rules: PathRules, relative: string): boolean =>
  relative !== '..' && !relative.startsWith('../') && !rules.path.isAbsolute(relative);

/** Whether `file` lies below `folder` or is the folder; both absolute. */
export const isAtOrBelow = (rules: PathRules, file: string, folder: string): boolean =>
  staysInside(rules, relativePath(rules, folder, file));

/** The innermost folder that holds all of these absolute paths or is one of them; `undefined` if they are on different volumes. */
export function commonFolder(rules: PathRules, files: readonly string[]): string | undefined {
  let folder = files[0]!;
  while (!files.every((file) => isAtOrBelow(rules, file, folder))) {
    const outer = rules.path.dirname(folder);
    if (outer === folder) return undefined;
    folder = outer;
  }
  return folder;
}

/** Gives the path among `known` that means the same file as another: the same spelling, else one that the system takes for the same. */
export function spellings({ fold }: PathRules, known: readonly string[]): (file: string) => string {
  const exact = new Set(known);
  const folded = new Map([...known].reverse().map((path) => [fold(path), path]));
  return (file) => (exact.has(file) ? file : (folded.get(fold(file)) ?? file));
}

/** Which of `paths` (of a workspace, with `/`) are one of `wanted` or lie below one, '' being the root. An exact spelling wins. */
export function isAmong(
  { fold }: PathRules,
  wanted: readonly string[],
  paths: readonly string[],
): (path: string) => boolean {
  const written = new Set(paths.flatMap(withFolders));
  const exact = new Set(wanted.filter((name) => written.has(name)));
  const folded = new Set(wanted.filter((name) => !written.has(name)).map(fold));
  return (path) => withFolders(path).some((outer) => exact.has(outer) || folded.has(fold(outer)));
}

/** A path and the folders above it, up to ''. */
function withFolders(path: string): string[] {
  const all = [path];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) all.push(path.slice(0, at));
  return [...all, ''];
}
