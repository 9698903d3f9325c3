/** Lists the files of a workspace to read, for the CLI and the language server in Node. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Ignore } from 'ignore';
import { posix } from '../core/text/paths.ts';
import type { Repository } from '../core/workspace/repository.ts';
import { isAlwaysRead, isRead, isSkippedFolder } from './candidates.ts';
import { ignorePatterns } from './ignored.ts';
import { readInside } from './node.ts';
import { mayBeMalformed, nameFrom, onDisk } from './node-names.ts';
import { repositoryOf } from './node-repository.ts';

interface IgnoreFile {
  /** Converts a path of the workspace to a path relative to the folder of the `.gitignore`. */
  readonly seen: (path: string) => string;
  readonly rules: Ignore;
}

/**
 * Paths of the files to read below `root`, relative with `/`, folder by folder in name order. Leaves out what Git ignores: every
 * `.gitignore` counts, also above the root up to the repository's top, and a file that Git tracks is not ignored. Skips `.git` and
 * `node_modules`, and does not follow symbolic links. Passes folders that cannot be opened to `onUnreadable`, and links with the name of a
 * supported file to `onLink`.
 */
export function* walk(
  root: string,
  onUnreadable: (path: string) => void = () => {},
  onLink: (path: string) => void = () => {},
  repository: Repository | undefined = repositoryOf(root),
): Generator<string> {
  const above = (repository?.outer ?? []).map(
    ({ folder, text }): IgnoreFile => ({
      seen: (p) => `${repository!.prefix}${p}`.slice(folder.length),
      rules: ignorePatterns(text),
    }),
  );
  const tracked = repository?.tracked ?? new Set<string>();
  yield* walkFolder(
    { root, onUnreadable, onLink, tracked, trackedFolders: foldersOf(tracked) },
    { folder: '', above, all: above, ignored: false },
  );
}

/** What holds for every folder of one listing. */
interface Listing {
  readonly root: string;
  readonly onUnreadable: (path: string) => void;
  readonly onLink: (path: string) => void;
  readonly tracked: ReadonlySet<string>;
  /** The folders that hold a tracked file, at any depth. */
  readonly trackedFolders: ReadonlySet<string>;
}

interface Folder {
  /** Relative to the root. */
  readonly folder: string;
  /** The ignore files above the workspace. */
  readonly above: readonly IgnoreFile[];
  /** All ignore files that apply in the folder. */
  readonly all: readonly IgnoreFile[];
  /** Git ignores the folder: only tracked files count in it. */
  readonly ignored: boolean;
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function foldersOf(paths: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of paths)
    for (let at = posix.dirname(file); at !== '' && !folders.has(at); at = posix.dirname(at)) folders.add(at);
  return folders;
}

/** The entries of a folder. Reads names as bytes only if one is not UTF-8, since that is slower. */
function entriesOf(folder: string): Entry[] {
  const place = onDisk(folder);
  const entries = fs.readdirSync(place, { withFileTypes: true });
  if (!entries.some((e) => mayBeMalformed(e.name))) return entries;
  return fs.readdirSync(place, { encoding: 'buffer', withFileTypes: true }).map((e) => ({
    name: nameFrom(e.name),
    isFile: () => e.isFile(),
    isDirectory: () => e.isDirectory(),
    isSymbolicLink: () => e.isSymbolicLink(),
  }));
}

function* walkFolder(listing: Listing, { folder, above, all, ignored }: Folder): Generator<string> {
  const { root, tracked, trackedFolders } = listing;
  let entries: Entry[];
  try {
    entries = entriesOf(path.join(root, folder));
  } catch {
    listing.onUnreadable(folder);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.find((e) => e.name === '.gitignore' && e.isFile())
    ? readIgnore(path.join(root, folder), (p) => (folder ? p.slice(folder.length + 1) : p))
    : undefined;
  const rules = nested ? [...all, nested] : all;
  const isOut = (below: string): boolean => ignored || isIgnored(rules, below);
  const isIn = (name: string, below: string): boolean =>
    tracked.has(below) || !isOut(below) || (!ignored && isAlwaysRead(name) && !isIgnored(above, below));
  for (const entry of entries) {
    const below = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (isSkippedFolder(entry.name)) continue;
      const out = isOut(`${below}/`);
      if (!out || trackedFolders.has(below))
        yield* walkFolder(listing, { folder: below, above, all: rules, ignored: out });
    } else if (isRead(below) && isIn(entry.name, below)) {
      if (entry.isFile()) yield below;
      else if (entry.isSymbolicLink()) listing.onLink(below);
    }
  }
}

function isIgnored(files: readonly IgnoreFile[], path: string): boolean {
  let ignored = false;
  for (const { seen, rules } of files) {
    const verdict = rules.test(seen(path));
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

function readIgnore(folder: string, seen: IgnoreFile['seen']): IgnoreFile | undefined {
  const read = readInside(folder, '.gitignore');
  return 'text' in read ? { seen, rules: ignorePatterns(read.text) } : undefined;
}
