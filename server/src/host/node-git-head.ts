/** The files of the commit that is checked out, read from `.git` without starting a program. */
import * as path from 'node:path';
import { limits } from '../core/yaml/limits.ts';
import { isRead, isSkippedFolder } from './candidates.ts';
import { decodeText } from './decode.ts';
import { entriesOfIndex, MOST_INDEX } from './git-index.ts';
import type { Head } from './host.ts';
import { readBytes } from './node.ts';
import { type GitObjects, gitObjects } from './node-git-objects.ts';
import { repositoryAround } from './node-inside.ts';
import { gitFolders, otherRepositories } from './node-repository.ts';

/** Files and folders of a commit that are looked at. */
const MOST_ENTRIES = 300_000;
const MOST_DEPTH = 100;
/** Bytes of trees and of what they are made from: in a small pack, thousands of folders can be very large ones. */
const MOST_MADE = 1024 * 1024 * 1024;

/**
 * The commit of HEAD; `undefined` without a repository or commit, and where anything in `.git` is missing or wrong. `known`: see `Host.head`. Never
 * throws.
 */
export function headOf(folder: string, known?: Head): Head | undefined {
  const head = opened(folder, known);
  if (head !== known) known?.close();
  return head;
}

function opened(folder: string, known: Head | undefined): Head | undefined {
  try {
    const top = repositoryAround(path.resolve(folder));
    return top === undefined ? undefined : open(top, path.relative(top, path.resolve(folder)), known);
  } catch {
    return undefined;
  }
}

function open(top: string, below: string, known: Head | undefined): Head | undefined {
  const { own, common } = gitFolders(top);
  const config = textOf(path.join(common, 'config')) ?? '';
  // Another way of keeping references than in files.
  if (/^\s*refstorage\s*=\s*"?(?!files)/im.test(config)) return undefined;
  const width = /^\s*objectformat\s*=\s*"?sha256/im.test(config) ? 32 : 20;
  const commit = resolved(own, common, 'HEAD', width * 2);
  if (commit === undefined) return undefined;
  if (commit === known?.commit) return known;
  const objects = gitObjects(path.join(common, 'objects'), width);
  const folders = below.split(path.sep).filter(Boolean);
  const files = commitFiles(objects, commit, width, folders);
  if (!files) {
    objects.close();
    return undefined;
  }
  const ownConfig = textOf(path.join(own, 'config.worktree')) ?? '';
  return {
    ...{ commit, files, isSparse: /^\s*sparsecheckout\s*=\s*"?true/im.test(`${config}\n${ownConfig}`) },
    staged: () => stagedBlobs(path.join(own, 'index'), width, folders),
    isOfOther: otherRepositories(path.join(top, below)),
    isText: (id, text) => objects.blobId(Buffer.from(text, 'utf8')) === id,
    textOf(id) {
      const blob = objects.read(id);
      return blob?.type === 'blob' && blob.bytes.length <= limits.file ? decodeText(blob.bytes) : undefined;
    },
    close: objects.close,
  };
}

/** The blobs that an index lists below a folder; see `Head.staged`. */
function stagedBlobs(index: string, width: 20 | 32, below: readonly string[]): Map<string, string> | undefined {
  const bytes = readBytes(index, MOST_INDEX);
  const entries = bytes && entriesOfIndex(bytes, width);
  if (!entries) return undefined;
  const prefix = below.map((name) => `${name}/`).join('');
  const files = new Map<string, string>();
  for (const { path: name, mode, id } of entries) {
    const whole = utf8(name);
    const isFile = mode >> 12 === 0o10;
    if (!isFile || !whole?.startsWith(prefix)) continue;
    const place = whole.slice(prefix.length);
    if (isRead(place) && !place.split('/').some(isSkippedFolder))
      files.set(place, id ? Buffer.from(id).toString('hex') : '');
  }
  return files;
}

/** The commit of a reference: in a file of its own, in the worktree's folder or the common one, or in `packed-refs`. */
function resolved(own: string, common: string, name: string, length: number): string | undefined {
  for (let i = 0, at = name; i < 5; i++) {
    const text = textOf(path.join(own, at)) ?? textOf(path.join(common, at));
    if (text === undefined) return packed(common, at, length);
    const next = /^ref: (refs\/[^\0\r\n]+)/.exec(text)?.[1];
    if (next === undefined) return idIn(text, length);
    if (next.split('/').includes('..')) return undefined;
    at = next;
  }
  return undefined;
}

const idIn = (text: string, length: number): string | undefined => {
  const id = /^[0-9a-f]+/.exec(text)?.[0];
  return id?.length === length ? id : undefined;
};

function packed(common: string, name: string, length: number): string | undefined {
  const lines = (textOf(path.join(common, 'packed-refs')) ?? '').split('\n');
  const line = lines.find((one) => one.slice(length).trimEnd() === ` ${name}`);
  return line === undefined ? undefined : idIn(line, length);
}

function textOf(file: string): string | undefined {
  const bytes = readBytes(file, 32 * 1024 * 1024);
  return bytes && Buffer.from(bytes).toString('utf8');
}

/** The supported files below a folder of a commit; `undefined` if a part of it cannot be read. */
function commitFiles(
  objects: GitObjects,
  commit: string,
  width: number,
  below: readonly string[],
): Map<string, string> | undefined {
  const object = objects.read(commit);
  const text = object?.type === 'commit' ? Buffer.from(object.bytes).toString('latin1', 0, 100) : '';
  let tree = /^tree ([0-9a-f]+)\n/.exec(text)?.[1];
  for (const name of below) {
    const inner = tree === undefined ? undefined : entriesOf(objects, tree, width);
    tree = inner?.find((one) => one.name === name && one.isFolder)?.id;
    // The folder is not in the commit.
    if (inner && tree === undefined) return new Map();
  }
  const files = new Map<string, string>();
  let left = MOST_ENTRIES;
  const add = (id: string, folder: string, depth: number): boolean => {
    const entries = depth > MOST_DEPTH ? undefined : entriesOf(objects, id, width);
    left -= entries?.length ?? 0;
    if (!entries || left < 0 || objects.made() > MOST_MADE) return false;
    return entries.every(({ name, id: inner, isFolder, isFile }) => {
      const place = folder === '' ? name : `${folder}/${name}`;
      if (isFolder) return isSkippedFolder(name) || add(inner, place, depth + 1);
      if (isFile && isRead(place)) files.set(place, inner);
      return true;
    });
  };
  return tree !== undefined && add(tree, '', 0) ? files : undefined;
}

/** No file system has longer names. */
const MOST_NAME = 1024;

interface TreeEntry {
  readonly name: string;
  readonly id: string;
  readonly isFolder: boolean;
  /** Not a link, and not a submodule. */
  readonly isFile: boolean;
}

/** The entries of a tree: `MODE NAME`, a NUL byte and the bytes of the object's name. Names that are no UTF-8 or no names are left out. */
function entriesOf(objects: GitObjects, id: string, width: number): TreeEntry[] | undefined {
  const tree = objects.read(id);
  if (tree?.type !== 'tree') return undefined;
  const bytes = Buffer.from(tree.bytes.buffer, tree.bytes.byteOffset, tree.bytes.length);
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [space, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)];
    if (space < 0 || end < space || end + 1 + width > bytes.length) return undefined;
    const mode = bytes.toString('latin1', at, space);
    const name = end - space > MOST_NAME ? undefined : utf8(bytes.subarray(space + 1, end));
    at = end + 1 + width;
    if (name === undefined || name === '' || name === '.' || name === '..' || name.includes('/')) continue;
    const isFile = mode.startsWith('100');
    entries.push({
      name,
      id: bytes.toString('hex', end + 1, at),
      isFolder: mode === '40000' || mode === '040000',
      isFile,
    });
  }
  return entries;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
