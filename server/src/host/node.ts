/** Reads files of a workspace from disk, for the CLI and the language server in Node. No other module does; `node-write.ts` writes them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Ignore } from 'ignore';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from './candidates.ts';
import { decodeText, encodingOf, MARK } from './decode.ts';
import { ignorePatterns } from './ignored.ts';
import { mayBeMalformed, nameFrom, onDisk } from './node-names.ts';

/** The message for a file above the limit. */
export const TOO_LARGE = `is larger than ${Math.round(limits.file / 1048576)} MB and was not analysed`;

/** Bytes to read of a file that is too large. They are enough to classify it. */
const BEGINNING = 64 * 1024;

/** The text of a file, or the reason why it could not be read. */
export type ReadResult =
  | { readonly text: string }
  | { readonly problem: 'too-large'; readonly message: string; readonly beginning: string }
  | { readonly problem: 'missing' | 'no-file' | 'unreadable'; readonly message: string };

/**
 * Reads a file as text; see `decodeText`. Reads only the first 64 KB of a file above the engine's limit. A path may come from
 * `nameFrom`. Never throws.
 */
export function readText(file: string): ReadResult {
  try {
    const place = onDisk(file);
    const stat = fs.statSync(place);
    if (!stat.isFile()) return { problem: 'no-file', message: 'is not a file' };
    if (stat.size > limits.file) return { problem: 'too-large', message: TOO_LARGE, beginning: beginningOf(place) };
    return { text: decodeText(fs.readFileSync(place)) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { problem: 'missing', message: 'does not exist' }
      : { problem: 'unreadable', message: `cannot be read (${code || 'unknown error'})` };
  }
}

/** The byte order mark of a file on disk as text, '' if it has none. It is not part of `readText`'s text. Throws the file system's errors. */
export const markOf = (file: string): string => (encodingOf(firstBytes(onDisk(file), 4)).marked ? MARK : '');

const beginningOf = (place: string | Buffer): string => decodeText(firstBytes(place, BEGINNING));

function firstBytes(place: string | Buffer, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  const file = fs.openSync(place, 'r');
  try {
    return bytes.subarray(0, fs.readSync(file, bytes, 0, most, 0));
  } finally {
    fs.closeSync(file);
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
 * opened to `onUnreadable`.
 */
export function* walk(root: string, onUnreadable: (path: string) => void = () => {}): Generator<string> {
  const above = inherited(root);
  yield* walkFolder(root, '', { above, all: above }, onUnreadable);
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
  }));
}

function* walkFolder(
  root: string,
  folder: string,
  outer: IgnoreFiles,
  onUnreadable: (path: string) => void,
): Generator<string> {
  let entries: Entry[];
  try {
    entries = entriesOf(path.join(root, folder));
  } catch {
    onUnreadable(folder);
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.find((e) => e.name === '.gitignore' && e.isFile())
    ? readIgnore(path.join(root, folder, '.gitignore'), (p) => (folder ? p.slice(folder.length + 1) : p))
    : undefined;
  const rules = nested ? [...outer.all, nested] : outer.all;
  const read = (name: string, path: string): boolean =>
    isRead(path) && (!isIgnored(rules, path) || (isAlwaysRead(name) && !isIgnored(outer.above, path)));
  for (const entry of entries) {
    const below = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!isSkippedFolder(entry.name) && !isIgnored(rules, `${below}/`))
        yield* walkFolder(root, below, { above: outer.above, all: rules }, onUnreadable);
    } else if (entry.isFile() && read(entry.name, below)) {
      yield below;
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

function readIgnore(file: string, seen: IgnoreFile['seen']): IgnoreFile | undefined {
  const read = readText(file);
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
    const file = path.join(here, '.gitignore');
    const rules = fs.existsSync(file) ? readIgnore(file, (p) => prefix + p) : undefined;
    if (rules) found.unshift(rules);
  }
  return found;
}
