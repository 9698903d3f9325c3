/** Reads files of a workspace from disk, for the CLI and the language server in Node. No other module does; `node-write.ts` writes them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Ignore } from 'ignore';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from './candidates.ts';
import { decodeText, encodingOf, MARK } from './decode.ts';
import { ignorePatterns } from './ignored.ts';
import { isSame, standing } from './node-inside.ts';
import { mayBeMalformed, nameFrom, onDisk } from './node-names.ts';

/** The message for a file above the limit. */
export const TOO_LARGE = `is larger than ${Math.round(limits.file / 1048576)} MB and was not analysed`;

/** Bytes to read of a file that is too large. They are enough to classify it. */
const BEGINNING = 64 * 1024;

/** The text of a file, or the reason why it could not be read. */
export type ReadResult =
  | { readonly text: string }
  | { readonly problem: 'too-large'; readonly message: string; readonly beginning: string }
  | { readonly problem: 'missing' | 'no-file' | 'outside' | 'unreadable'; readonly message: string };

/**
 * Reads a file that the user named, through links too, as text; see `decodeText`. Reads only the first 64 KB of a file above the engine's
 * limit. A path may come from `nameFrom`. Never throws. Every other file is read by `readInside`.
 */
export const readText = (file: string): ReadResult =>
  guarded(() => {
    if (!fs.statSync(onDisk(file)).isFile()) return NO_FILE;
    return opened(file, () => true);
  });

/** Reads the file at `below`, a path relative to `root` with `/`, like `readText`. Does not read a file that lies outside; see `node-inside.ts`. */
export const readInside = (root: string, below: string): ReadResult =>
  guarded(() => {
    const found = standing(root, below);
    if (found === 'outside') return OUTSIDE;
    if (found === 'missing') return MISSING;
    if (!found.isFile()) return NO_FILE;
    // A link may have taken the place of a folder meanwhile. Then the open file is another one.
    return opened(path.join(root, below), (open) => isSame(standing(root, below), open));
  });

const NO_FILE = { problem: 'no-file', message: 'is not a file' } as const;
const MISSING = { problem: 'missing', message: 'does not exist' } as const;
const OUTSIDE = { problem: 'outside', message: 'is behind a symbolic link and was not read' } as const;

function guarded(read: () => ReadResult): ReadResult {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? MISSING
      : { problem: 'unreadable', message: `cannot be read (${code || 'unknown error'})` };
  }
}

/** Opening a pipe or device without `O_NONBLOCK` can wait forever. Windows has no such flag. */
const READ = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/** The byte order mark of a file on disk as text, '' if it has none. It is not part of `readText`'s text. Throws the file system's errors. */
export function markOf(file: string): string {
  const fd = fs.openSync(onDisk(file), READ);
  try {
    return encodingOf(bytesOf(fd, 4)).marked ? MARK : '';
  } finally {
    fs.closeSync(fd);
  }
}

function opened(file: string, isMeant: (open: fs.Stats) => boolean): ReadResult {
  const fd = fs.openSync(onDisk(file), READ);
  try {
    const stat = fs.fstatSync(fd);
    if (!stat.isFile()) return NO_FILE;
    if (!isMeant(stat)) return OUTSIDE;
    if (stat.size > limits.file) return tooLarge(bytesOf(fd, BEGINNING));
    const bytes = bytesOf(fd, limits.file + 1, stat.size + 1);
    return bytes.length > limits.file ? tooLarge(bytes.subarray(0, BEGINNING)) : { text: decodeText(bytes) };
  } finally {
    fs.closeSync(fd);
  }
}

const tooLarge = (beginning: Uint8Array): ReadResult => ({
  problem: 'too-large',
  message: TOO_LARGE,
  beginning: decodeText(beginning),
});

/** The first `most` bytes of an open file: its size may be wrong (`/proc`), and it may grow meanwhile. `first`: bytes to ask for at first. */
function bytesOf(fd: number, most: number, first = most): Uint8Array {
  let bytes = Buffer.alloc(Math.min(most, first));
  for (let length = 0; ; ) {
    const got = fs.readSync(fd, bytes, length, bytes.length - length, null);
    length += got;
    if (got === 0 || length === most) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(most, length * 2 + BEGINNING));
  }
}

interface IgnoreFile {
  /** Converts a path of the workspace to a path relative to the folder of the `.gitignore`. */
  readonly seen: (path: string) => string;
  readonly rules: Ignore;
}

/**
 * Paths of the files to read below `root`, relative with `/`, folder by folder in name order. Applies every `.gitignore`, also above the
 * root up to the repository's top. Skips `.git` and `node_modules`, and does not follow symbolic links. Passes folders that cannot be
 * opened to `onUnreadable`, and links with the name of a supported file to `onLink`.
 */
export function* walk(
  root: string,
  onUnreadable: (path: string) => void = () => {},
  onLink: (path: string) => void = () => {},
): Generator<string> {
  const above = inherited(root);
  yield* walkFolder(root, '', { above, all: above }, { onUnreadable, onLink });
}

/** The `.gitignore` files that apply in a folder: those above the workspace, and all. */
interface IgnoreFiles {
  readonly above: readonly IgnoreFile[];
  readonly all: readonly IgnoreFile[];
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

interface Listeners {
  readonly onUnreadable: (path: string) => void;
  readonly onLink: (path: string) => void;
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

function* walkFolder(root: string, folder: string, outer: IgnoreFiles, listeners: Listeners): Generator<string> {
  let entries: Entry[];
  try {
    entries = entriesOf(path.join(root, folder));
  } catch {
    listeners.onUnreadable(folder);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.find((e) => e.name === '.gitignore' && e.isFile())
    ? readIgnore(path.join(root, folder), (p) => (folder ? p.slice(folder.length + 1) : p))
    : undefined;
  const rules = nested ? [...outer.all, nested] : outer.all;
  const read = (name: string, path: string): boolean =>
    isRead(path) && (!isIgnored(rules, path) || (isAlwaysRead(name) && !isIgnored(outer.above, path)));
  for (const entry of entries) {
    const below = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!isSkippedFolder(entry.name) && !isIgnored(rules, `${below}/`))
        yield* walkFolder(root, below, { above: outer.above, all: rules }, listeners);
    } else if (entry.isFile() && read(entry.name, below)) {
      yield below;
    } else if (entry.isSymbolicLink() && read(entry.name, below)) {
      listeners.onLink(below);
    }
  }
}

/** Files that are read even if the workspace's `.gitignore` names them. Fixes need an existing `.env`; ignored files are not reported. */
const isAlwaysRead = (name: string): boolean => name === '.gitignore' || name === '.env';

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

/** Whether a `.gitignore` above `root` ignores a file below it. */
export const isIgnoredAbove = (root: string, file: string): boolean => isIgnored(inherited(root), file);

/** The `.gitignore` files above `root`, up to the folder with `.git`; an empty list outside of a repository. */
function inherited(root: string): IgnoreFile[] {
  const found: IgnoreFile[] = [];
  let below = '';
  let here = path.resolve(root);
  while (!fs.existsSync(path.join(here, '.git'))) {
    const parent = path.dirname(here);
    if (parent === here) return [];
    below = `${path.basename(here)}/${below}`;
    here = parent;
    const prefix = below;
    const rules = readIgnore(here, (p) => prefix + p);
    if (rules) found.unshift(rules);
  }
  return found;
}
