/** Where scripts, jobs and build files name a file of the workspace. */
import { posix } from '../../text/paths.ts';
import type { WorkspaceIndex } from '../../workspace/index.ts';
import { isComment, type Mention } from '../../workspace/plain-text.ts';

/** Files with these names are in many folders: a path without its folder does not say which one is meant. */
const COMMON =
  /^(?:(?:docker-)?compose(?:[.-](?:override|dev\w*|prod\w*|test\w*|local|ci))?\.ya?ml|(?:deployment|service|secret|statefulset|values|config)s?\.ya?ml|\.env(?:\.\w+)?)$/i;

/**
 * Whether a path that the file `caller` writes may mean `file`. It is relative to the caller's folder or to the workspace; after a variable, and
 * after a `cd` that is not known, its end decides.
 */
export function mayMean(workspace: WorkspaceIndex, written: string, caller: Named, file: string): boolean {
  const parts = written.split('/');
  const unknown = parts.findLastIndex((part) => /[$`{}]/.test(part));
  if (unknown < 0) {
    const places = [posix.join(posix.dirname(caller.path), written), posix.join('', written)];
    if (places.includes(file)) return true;
    if (places.some((place) => workspace.text(place) !== undefined)) return false;
  }
  const known = parts.slice(unknown + 1).filter((part) => part !== '' && part !== '.' && part !== '..');
  if (known.length === 0 || !`/${file}`.endsWith(`/${known.join('/')}`)) return false;
  return known.length > 1 || !COMMON.test(known[0]!) || runsIn(caller, posix.dirname(file));
}

/** Whether a script changes to a folder of the workspace, or a job names it as the one in which its steps run. */
export function runsIn({ path, text }: Named, folder: string): boolean {
  const changes = text.matchAll(/(?:\b(?:cd|pushd|-C|--project-directory)|working-directory:)\s+["']?([\w./-]+)/g);
  return [...changes].some(([, to = '']) => [posix.join(posix.dirname(path), to), posix.join('', to)].includes(folder));
}

type Named = Pick<Mention, 'path' | 'text'>;

/** The mentions of the file at a workspace path, without comments: the paths that may mean it. */
export function namedIn(workspace: WorkspaceIndex, file: string): Mention[] {
  const name = posix.basename(file);
  const plain = workspace.plainText();
  // Most files are named nowhere, and a search for each of a thousand names would read all texts a thousand times.
  if (!plain.mayName(name)) return [];
  return plain.find(name).filter((mention) => {
    const written = pathAt(mention, name.length);
    return written !== undefined && !isComment(mention) && mayMean(workspace, written, mention, file);
  });
}

/** The path around a name of `length` characters; `undefined` if the name is only the end or the beginning of another word. */
export function pathAt({ text, offset }: Pick<Mention, 'text' | 'offset'>, length: number): string | undefined {
  const end = offset + length;
  if (/^(?:[\w-]|\.\w)/.test(text.slice(end, end + 2))) return undefined;
  const before = /[^\s"'`=:,;()[\]<>|&]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  if (before !== '' && !before.endsWith('/')) return undefined;
  return before + text.slice(offset, end);
}

/** The line of a mention, with the lines that a backslash at their end joins to it. */
export function logicalLine({ text, offset }: Pick<Mention, 'text' | 'offset'>): string {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  for (let i = 0; i < MOST_JOINED && /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start)); i++)
    start = text.lastIndexOf('\n', start - 2) + 1;
  let end = lineEnd(text, offset);
  for (let i = 0; i < MOST_JOINED && /\\\r?$/.test(text.slice(Math.max(0, end - 2), end)); i++)
    end = lineEnd(text, end + 1);
  return text.slice(start, end).replace(/\\\r?\n/g, ' ');
}

const MOST_JOINED = 20;

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
