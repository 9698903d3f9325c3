/** Reads staged files from the git index: the text that a commit would contain, not the text on disk. */
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from '../host/candidates.ts';
import { decodeText } from '../host/decode.ts';
import { TOO_LARGE } from '../host/node.ts';
import { UsageError } from './arguments.ts';
import { inRepository, type Repository } from './git.ts';

export interface Staged {
  /** The repository's top folder. */
  readonly root: string;
  /** Texts of the index's supported files, by path relative to the top. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of `files` to report: those that differ from HEAD. */
  readonly staged: readonly string[];
  /** Reason by path, for files of the index that were not read. */
  readonly unread: ReadonlyMap<string, string>;
  /** Paths of `unread` to report. The other unread files were only context. */
  readonly wantedUnread: readonly string[];
}

/** A file of the index before its content is read. `path` is text; bytes that are not UTF-8 are escaped. */
interface Entry {
  readonly path: string;
  readonly id: string;
  readonly unread: string | undefined;
}

/** Starts git a few times, independent of the number of files. Throws `UsageError` if git or the repository is missing. */
export function stagedFiles(folder: string): Staged {
  return inRepository(folder, (repository) => {
    const entries = indexed(repository.index());
    const unread = new Map<string, string>();
    for (const entry of entries.values()) if (entry.unread !== undefined) unread.set(entry.path, entry.unread);
    const readable = [...entries.values()].filter((entry) => entry.unread === undefined);
    const files = contents(repository, readable, unread);
    const wanted = wantedPaths(repository, entries);
    return {
      root: repository.top,
      files,
      staged: wanted.filter((p) => files.has(p)),
      unread,
      wantedUnread: wanted.filter((p) => unread.has(p)),
    };
  });
}

/** The supported files of the index, by the bytes of their names (decoded as latin1, which loses no byte). */
export function indexed(list: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const entry of list.toString('latin1').split('\0')) {
    const found = /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(entry);
    // Symbolic links (120000) and submodules (160000) are not files.
    if (!found || !found[1]!.startsWith('100')) continue;
    const bytes = found[4]!;
    const name = utf8(bytes);
    const path = name ?? bytes.replace(/[^\0-\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
    if (!isRead(path) || path.split('/').some(isSkippedFolder)) continue;
    const conflict = found[3] === '0' ? undefined : 'has a merge conflict and no staged text';
    entries.set(bytes, { path, id: found[2]!, unread: name === undefined ? 'has a name that is not UTF-8' : conflict });
  }
  return entries;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: string): string | undefined {
  try {
    return strict.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}

/**
 * The files to report. pre-commit also runs hooks when nothing is staged: between two commits (`--from-ref`, pushes; its environment
 * names them) or over all files (`--all-files`, as in CI). Without this, such a run would check no file and pass.
 */
function wantedPaths(repository: Repository, entries: ReadonlyMap<string, Entry>): string[] {
  const { PRE_COMMIT, PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: to } = process.env;
  const changed = PRE_COMMIT && from && to ? changedBetween(repository, from, to) : changedInIndex(repository, entries);
  if (PRE_COMMIT && changed.length === 0) return [...entries.values()].map((entry) => entry.path);
  return [...new Set(changed)].flatMap((bytes) => entries.get(bytes)?.path ?? []);
}

function changedInIndex(repository: Repository, entries: ReadonlyMap<string, Entry>): string[] {
  const head = repository.resolve('HEAD');
  // Before the first commit everything is staged.
  return head === undefined ? [...entries.keys()] : names(repository.changedInIndex(head));
}

function changedBetween(repository: Repository, from: string, to: string): string[] {
  const commit = (name: string): NonNullable<ReturnType<Repository['resolve']>> => {
    const found = repository.resolve(name);
    if (found === undefined) throw new UsageError(`--staged: git knows no commit ${name}, which pre-commit names`);
    return found;
  };
  return names(repository.changedBetween(commit(from), commit(to)));
}

const names = (list: Buffer): string[] => list.toString('latin1').split('\0').filter(Boolean);

/** Bytes of content that one call of git reads. */
const BATCH = 64 * 1024 * 1024;

/** Texts by path. Adds files whose object is missing to `unread`. */
function contents(repository: Repository, entries: readonly Entry[], unread: Map<string, string>): Map<string, string> {
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
