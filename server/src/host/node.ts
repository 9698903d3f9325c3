/** Files of a workspace on disk, for the CLI and the Node language server. The only place that reads them; `node-write.ts` writes them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from './candidates.ts';
import { decodeText } from './decode.ts';
import { mayBeMalformed, nameFrom, onDisk } from './node-names.ts';

/** Said of a file above the limit. */
export const TOO_LARGE = `is larger than ${Math.round(limits.file / 1048576)} MB and was not analysed`;

/** Bytes of a file that is too large: what it is shows there. */
const BEGINNING = 64 * 1024;

/** A text, or why there is none. */
export type ReadResult =
  | { readonly text: string }
  | { readonly problem: 'too-large'; readonly message: string; readonly beginning: string }
  | { readonly problem: 'missing' | 'no-file' | 'unreadable'; readonly message: string };

/**
 * Reads a file as text; see `decodeText`. Of one that is larger than the engine's limit only the first 64 KB are read. A path may come
 * from `nameFrom`. Never throws.
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

function beginningOf(place: string | Buffer): string {
  const bytes = Buffer.alloc(BEGINNING);
  const file = fs.openSync(place, 'r');
  try {
    return decodeText(bytes.subarray(0, fs.readSync(file, bytes, 0, BEGINNING, 0)));
  } finally {
    fs.closeSync(file);
  }
}

interface IgnoreFile {
  /** A path of the workspace as the `.gitignore` sees it: relative to the folder that it stands in. */
  readonly seen: (path: string) => string;
  readonly rules: Ignore;
}

/**
 * Paths of the files to read below `root`, relative with `/`, folder by folder in name order. Honours every `.gitignore` on the way
 * (those above the root too, up to the repository's top), skips `.git` and `node_modules`, does not follow symbolic links.
 * Folders that cannot be opened are passed to `onUnreadable`.
 */
export function* walk(root: string, onUnreadable: (path: string) => void = () => {}): Generator<string> {
  const above = inherited(root);
  yield* walkFolder(root, '', { above, all: above }, onUnreadable);
}

/** The `.gitignore` files that hold in a folder: those above the workspace, and all. */
interface IgnoreFiles {
  readonly above: readonly IgnoreFile[];
  readonly all: readonly IgnoreFile[];
}

interface Entry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** What lies in a folder. Names are read as bytes only where one is not UTF-8: that is slower. */
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
  const own = entries.find((e) => e.name === '.gitignore' && e.isFile())
    ? readIgnore(path.join(root, folder, '.gitignore'), (p) => (folder ? p.slice(folder.length + 1) : p))
    : undefined;
  const rules = own ? [...outer.all, own] : outer.all;
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

/** Read although ignored: whether there is an `.env` decides if a fix makes one or adds to it. What the workspace's own `.gitignore` names is not told about. */
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
  return 'text' in read ? { seen, rules: ignore().add(read.text) } : undefined;
}

/** Whether a `.gitignore` above `root` names a file below it. */
export const isIgnoredAbove = (root: string, file: string): boolean => isIgnored(inherited(root), file);

/** The `.gitignore` files above `root`, up to the folder that holds `.git`; none outside of a repository. */
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
