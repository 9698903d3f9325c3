/**
 * Reads the objects of a repository by itself: loose and packed ones, those of alternates, with names of SHA-1 and SHA-256. Starts no program,
 * and trusts nothing in `.git`: what is missing or wrong gives `undefined`. Sources: Git documentation, `gitrepository-layout` and `gitformat-pack`.
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { inflateSync } from 'node:zlib';
import { readBytes } from './node.ts';
import {
  type Count,
  type GitObject,
  type Lookup,
  MOST_OBJECT,
  type ObjectType,
  openPack,
  type Pack,
} from './node-git-pack.ts';

/** Folders of objects: a repository with its alternates, and theirs. Git follows five levels. */
const MOST_FOLDERS = 20;
const MOST_PACKS = 1000;

export interface GitObjects {
  /** `id`: hexadecimal. `undefined`: there is no such object, or it cannot be read. Never throws. */
  read(id: string): GitObject | undefined;
  /** The name of a blob with this text. */
  blobId(bytes: Uint8Array): string;
  /** Bytes of all objects and deltas that were made so far: a small file can stand for very many. */
  made(): number;
  /** Closes the files. */
  close(): void;
}

/** `folder`: that of the objects, `.git/objects`. `width`: bytes of an object's name, 20 or 32. Never throws. */
export function gitObjects(folder: string, width: number): GitObjects {
  const folders = withAlternates(folder);
  let packs: (Pack | undefined)[] | undefined;
  let made = 0;
  const count: Count = (bytes) => {
    made += bytes;
  };
  const inPacks = (id: Buffer): GitObject | undefined => {
    packs ??= folders.flatMap((one) => packsIn(one, width, nested, count));
    for (const pack of packs) {
      const found = guarded(() => pack?.read(id));
      if (found) return found;
    }
    return undefined;
  };
  let depth = 0;
  /** The base of a delta in another place. Such deltas are made for transport only, so they lead no further. */
  const nested = (id: Buffer): GitObject | undefined => {
    if (depth > 0) return undefined;
    depth++;
    try {
      return read(id.toString('hex'));
    } finally {
      depth--;
    }
  };
  const read = (id: string): GitObject | undefined => {
    if (id.length !== width * 2 || !/^[0-9a-f]+$/.test(id)) return undefined;
    for (const one of folders) {
      const found = guarded(() => loose(path.join(one, id.slice(0, 2), id.slice(2))));
      count(found?.bytes.length ?? 0);
      if (found) return found;
    }
    return inPacks(Buffer.from(id, 'hex'));
  };
  return {
    read,
    blobId: (bytes) =>
      createHash(width === 32 ? 'sha256' : 'sha1')
        .update(`blob ${bytes.length}\0`)
        .update(bytes)
        .digest('hex'),
    made: () => made,
    close() {
      for (const pack of packs ?? []) pack?.close();
      packs = [];
    },
  };
}

function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** A loose object: `TYPE SIZE`, a NUL byte and its content, compressed. */
function loose(file: string): GitObject | undefined {
  const compressed = readBytes(file, MOST_OBJECT);
  if (!compressed) return undefined;
  const whole = inflateSync(compressed, { maxOutputLength: MOST_OBJECT });
  const end = whole.indexOf(0);
  const head = /^(commit|tree|blob|tag) (\d{1,10})$/.exec(
    whole.subarray(0, Math.min(32, Math.max(0, end))).toString('latin1'),
  );
  const bytes = whole.subarray(end + 1);
  return head && Number(head[2]) === bytes.length ? { type: head[1] as ObjectType, bytes } : undefined;
}

/** The folder, and those that `info/alternates` names, in a line each: absolute, or relative to the folder of the file. */
function withAlternates(folder: string): string[] {
  const found = [folder];
  for (let i = 0; i < found.length && found.length < MOST_FOLDERS; i++) {
    const bytes = readBytes(path.join(found[i]!, 'info', 'alternates'), 64 * 1024);
    for (const line of bytes ? Buffer.from(bytes).toString('utf8').split('\n') : []) {
      const place =
        line === '' || line.startsWith('#') || line.includes('\0') ? undefined : path.resolve(found[i]!, line);
      if (place !== undefined && !found.includes(place) && found.length < MOST_FOLDERS) found.push(place);
    }
  }
  return found;
}

function packsIn(folder: string, width: number, elsewhere: Lookup, count: Count): (Pack | undefined)[] {
  const place = path.join(folder, 'pack');
  const names = guarded(() => fs.readdirSync(place)) ?? [];
  return names
    .filter((name) => /^pack-[0-9a-f]+\.idx$/.test(name))
    .slice(0, MOST_PACKS)
    .map((name) => guarded(() => openPack(path.join(place, name.slice(0, -'.idx'.length)), width, elsewhere, count)));
}
