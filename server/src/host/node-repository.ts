/** Reads what Git knows about a folder, from the files in `.git`. Starts no program, so a repository may be hostile. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { posix } from '../core/text/paths.ts';
import { ownerAndName } from '../core/workspace/project-names.ts';
import type { Repository } from '../core/workspace/repository.ts';
import { isRead } from './candidates.ts';
import { MOST_INDEX, pathsOfIndex } from './git-index.ts';
import { readBytes, readInside, readText } from './node.ts';
import { repositoryAround } from './node-inside.ts';
import { nameFrom } from './node-names.ts';

/** What Git knows about the files below `root`; `undefined` outside of a repository. */
export function repositoryOf(root: string): Repository | undefined {
  const folder = path.resolve(root);
  const top = repositoryAround(folder);
  if (top === undefined) return undefined;
  const names = path.relative(top, folder).split(path.sep).filter(Boolean);
  const prefix = names.map((name) => `${name}/`).join('');
  const { own, common } = gitFolders(top);
  const exclude = textOf(path.join(common, 'info', 'exclude'));
  const above = names.flatMap((_, depth) => {
    const at = names
      .slice(0, depth)
      .map((name) => `${name}/`)
      .join('');
    const read = readInside(top, `${at}.gitignore`);
    return 'text' in read ? [{ folder: at, text: read.text }] : [];
  });
  return {
    prefix,
    outer: [...(exclude === undefined ? [] : [{ folder: '', text: exclude }]), ...above],
    remotes: remotesIn(textOf(path.join(common, 'config')) ?? ''),
    ...trackedBelow(prefix, own, common),
  };
}

/**
 * Returns a function that says whether a file below `root` belongs to another repository, a submodule or a clone: a folder between `root` and the file
 * has a `.git` of its own. Git lists no such file in the outer repository.
 */
export function otherRepositories(root: string): (file: string) => boolean {
  const known = new Map<string, boolean>([['', false]]);
  const isOther = (folder: string): boolean => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const is = isOther(posix.dirname(folder)) || fs.existsSync(path.join(root, folder, '.git'));
    known.set(folder, is);
    return is;
  };
  return (file) => isOther(posix.dirname(file));
}

/**
 * The folder with the index, and the one with `info/exclude`, `config` and `hooks`. In a worktree of its own or a submodule, `.git` is a file that names the first,
 * and a file in there may name the second. Source: Git documentation, `gitrepository-layout`.
 */
export function gitFolders(top: string): { readonly own: string; readonly common: string } {
  const dot = path.join(top, '.git');
  const named = /^gitdir: ([^\0\r\n]+)/.exec(textOf(dot) ?? '')?.[1];
  const own = named === undefined ? dot : path.resolve(top, named.trim());
  return { own, common: commonFolderOf(own) };
}

/** The folder that the worktrees of a repository share, or `gitDir` itself. Source: Git documentation, `gitrepository-layout`, `commondir`. */
export function commonFolderOf(gitDir: string): string {
  const named = /^[^\0\r\n]+/.exec(textOf(path.join(gitDir, 'commondir')) ?? '')?.[0];
  return named === undefined ? gitDir : path.resolve(gitDir, named);
}

function textOf(file: string): string | undefined {
  const read = readText(file);
  return 'text' in read ? read.text : undefined;
}

/**
 * Owner and name in the URLs of the remotes of a Git configuration, those of `origin` first. Nothing else of a URL is kept: it may hold a
 * password. Source: Git documentation, `git-config`, "Syntax" and `remote.<name>.url`.
 */
export function remotesIn(config: string): Repository['remotes'] {
  const found: { readonly remote: string; readonly owner: string; readonly name: string }[] = [];
  let remote: string | undefined;
  for (const line of config.slice(0, MOST_CONFIG).split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) remote = /^\s*\[remote "([^"]*)"\]/i.exec(line)?.[1];
    const url = remote === undefined ? undefined : /^\s*url\s*=\s*"?([^"\s]+)/i.exec(line)?.[1];
    const named = url === undefined ? undefined : ownerAndName(url);
    if (named && remote !== undefined) found.push({ remote, ...named });
  }
  const isFirst = ({ remote: name }: { readonly remote: string }): boolean => name === 'origin';
  return [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))].map(({ owner, name }) => ({
    owner,
    name,
  }));
}

/** Characters of a configuration that are read. */
const MOST_CONFIG = 200_000;

/** The files below `prefix` that the index lists, of those that we read, and the folders of all. */
function trackedBelow(prefix: string, own: string, common: string): Pick<Repository, 'tracked' | 'folders'> {
  const index = readBytes(path.join(own, 'index'), MOST_INDEX);
  if (!index) return NOT_KNOWN;
  const isSha256 = /^\s*objectformat\s*=\s*"?sha256/im.test(textOf(path.join(common, 'config')) ?? '');
  const paths = pathsOfIndex(index, isSha256 ? 32 : 20);
  if (!paths) return NOT_KNOWN;
  const tracked = new Set<string>();
  const folders = new Set<string>();
  for (const bytes of paths) {
    const name = nameFrom(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!name.startsWith(prefix)) continue;
    const below = name.slice(prefix.length);
    if (isRead(posix.basename(name))) tracked.add(below);
    for (let at = posix.dirname(below); at !== '' && !folders.has(at); at = posix.dirname(at)) folders.add(at);
  }
  return { tracked, folders };
}

const NOT_KNOWN = { tracked: undefined } as const;
