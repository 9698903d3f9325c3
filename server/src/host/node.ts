/** Files of a workspace on disk, for the CLI and the Node language server. The only place that reads them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from './candidates.ts';

/** Said of a file above the limit. */
export const TOO_LARGE = `is larger than ${Math.round(limits.file / 1048576)} MB and was not analysed`;

/** A text, or why there is none. */
export type ReadResult =
  | { readonly text: string }
  | { readonly problem: 'too-large' | 'unreadable'; readonly message: string };

/**
 * Reads a file as UTF-8; a byte order mark is kept, malformed bytes become U+FFFD. Larger files than the engine's limit are not read.
 */
export function readText(file: string): ReadResult {
  try {
    const stat = fs.statSync(file);
    if (!stat.isFile()) return { problem: 'unreadable', message: 'is not a file' };
    if (stat.size > limits.file) {
      return { problem: 'too-large', message: TOO_LARGE };
    }
    return { text: fs.readFileSync(file, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return {
      problem: 'unreadable',
      message: code === 'ENOENT' ? 'does not exist' : `cannot be read (${code || 'unknown error'})`,
    };
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

function* walkFolder(
  root: string,
  folder: string,
  outer: IgnoreFiles,
  onUnreadable: (path: string) => void,
): Generator<string> {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
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

/**
 * Writes a file by way of a temporary one beside it, so that it is never half-written. Throws when the file's text is no longer `expected`
 * (`undefined`: the file must not exist), and when the file is not UTF-8, since malformed bytes would be lost.
 */
export function writeAtomically(file: string, text: string, expected: string | undefined): void {
  const now = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  if (now?.toString('utf8') !== expected) throw new Error(`${file} has changed meanwhile and was left alone`);
  if (now && expected !== undefined && !now.equals(Buffer.from(expected, 'utf8')))
    throw new Error(`${file} is not UTF-8 and was left alone`);
  // Through a symbolic link the link's target is rewritten, the link stays.
  const target = now === undefined ? file : fs.realpathSync(file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.seaworthy`;
  try {
    fs.writeFileSync(
      temporary,
      text,
      now === undefined ? { flag: 'wx' } : { flag: 'wx', mode: fs.statSync(target).mode },
    );
    fs.renameSync(temporary, target);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}
