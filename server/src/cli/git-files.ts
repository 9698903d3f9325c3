/** Files of the index or of a commit: which there are, and their texts. */
import { createEngine } from '../core/engine/engine.ts';
import { isNamed } from '../core/files/file-kinds.ts';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from '../host/candidates.ts';
import { decodeText } from '../host/decode.ts';
import { TOO_LARGE } from '../host/node.ts';
import type { Repository } from './git.ts';

/** A file of the index or of a commit before its content is read. `path` is text; bytes that are not UTF-8 are escaped. */
export interface Entry {
  readonly path: string;
  readonly id: string;
  readonly unread: string | undefined;
}

/**
 * The files of the index (`ls-files --stage -z`) that `isOurs` takes, by the bytes of their names (decoded as latin1, which loses no byte);
 * by default the supported ones.
 */
export function indexed(list: Buffer, isOurs: (path: string) => boolean = isRead): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of list.toString('latin1').split('\0')) {
    const found = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(line);
    // Symbolic links (120000) and submodules (160000) are not files.
    if (!found || !found[1]!.startsWith('100')) continue;
    const bytes = found[4]!;
    const entry = entryOf(bytes, found[2]!, isOurs);
    const conflict = found[3] === '0' ? undefined : 'has a merge conflict and no staged text';
    if (entry) entries.set(bytes, { ...entry, unread: entry.unread ?? conflict });
  }
  return entries;
}

/** The files of a commit (`ls-tree -r -z`) that `isOurs` takes; by default the supported ones. */
export function listed(list: Buffer, isOurs: (path: string) => boolean = isRead): Entry[] {
  return list
    .toString('latin1')
    .split('\0')
    .flatMap((line) => {
      const found = /^100\d+ blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line);
      return (found && entryOf(found[2]!, found[1]!, isOurs)) ?? [];
    });
}

/** The paths of the files that a sparse checkout leaves out of the work tree (`ls-files -t -z`). */
export const leftOut = (list: Buffer): string[] =>
  list
    .toString('utf8')
    .split('\0')
    .flatMap((line) => (line.startsWith('S ') ? line.slice(2) : []));

/** `bytes`: the name, decoded as latin1. `undefined` for a file that `isOurs` does not take. */
function entryOf(bytes: string, id: string, isOurs: (path: string) => boolean): Entry | undefined {
  const name = utf8(bytes);
  const path = name ?? bytes.replace(/[^\0-\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
  if (!isOurs(path) || path.split('/').some(isSkippedFolder)) return undefined;
  return { path, id, unread: name === undefined ? 'has a name that is not UTF-8' : undefined };
}

/**
 * The environment files with other names than `.env` that the Compose files among `files` name: they are read although their names are not in
 * the table of supported files.
 */
export function environmentFilesIn(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const engine = createEngine([], NO_DAY);
  for (const [file, text] of files)
    if (text.includes('env_file') && (isNamed(file, 'yaml') || isNamed(file, 'json'))) engine.setFile(file, text);
  return new Set(engine.wantedEnvironmentFiles().filter((file) => !files.has(file)));
}

/** No rule is run. */
const NO_DAY = '1970-01-01';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: string): string | undefined {
  try {
    return strict.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/** Bytes of content that one call of git reads. */
const BATCH = 64 * 1024 * 1024;

/** Texts by path. Adds files whose object is missing, or larger than we read, to `unread`. */
export function contents(
  repository: Repository,
  entries: readonly Entry[],
  unread: Map<string, string>,
): Map<string, string> {
  const texts = new Map<string, string | undefined>();
  for (const batch of batches(repository, entries, unread)) readBatch(repository.contents(batch), texts);
  const files = new Map<string, string>();
  for (const { path, id } of entries) {
    if (unread.has(path)) continue;
    const text = texts.get(id);
    if (text === undefined) unread.set(path, MISSING);
    else files.set(path, text);
  }
  return files;
}

/** A partial clone lacks objects that it has not needed yet, and a check fetches none. */
const MISSING = 'is not in the repository';

/** The objects to read, in groups of at most `BATCH` bytes. Adds files that are missing or too large to `unread`. */
function batches(repository: Repository, entries: readonly Entry[], unread: Map<string, string>): string[][] {
  const ids = [...new Set(entries.map((entry) => entry.id))];
  const groups: string[][] = [];
  let room = 0;
  const refused = new Map<string, string>();
  const lines = ids.length > 0 ? repository.sizes(ids).toString('latin1').split('\n') : [];
  for (const [i, id] of ids.entries()) {
    const [, type, size] = lines[i]!.split(' ');
    if (type !== 'blob') refused.set(id, MISSING);
    else if (Number(size) > limits.file) refused.set(id, TOO_LARGE);
    else {
      room -= Number(size);
      if (groups.length > 0 && room >= 0) groups.at(-1)!.push(id);
      else {
        groups.push([id]);
        room = BATCH - Number(size);
      }
    }
  }
  for (const { path, id } of entries) if (refused.has(id)) unread.set(path, refused.get(id)!);
  return groups;
}

/** Parses the output of `cat-file --batch`. */
function readBatch(out: Buffer, texts: Map<string, string | undefined>): void {
  for (let at = 0; at < out.length; ) {
    const eol = out.indexOf(10, at);
    if (eol < 0) return;
    const [id = '', type, size] = out.subarray(at, eol).toString('latin1').split(' ');
    at = eol + 1;
    if (type !== 'blob') continue;
    const end = at + Number(size);
    texts.set(id, decodeText(out.subarray(at, end)));
    at = end + 1;
  }
}
