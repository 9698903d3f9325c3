/** Reads files of a workspace from disk, for the CLI and the language server in Node. `node-walk.ts` lists them, `node-write.ts` writes them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { limits } from '../core/yaml/limits.ts';
import { decodeText, encodingOf, MARK } from './decode.ts';
import { isSame, standing } from './node-inside.ts';
import { onDisk } from './node-names.ts';

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

/** The bytes of a file that Git keeps for itself, through links too; `undefined` if it cannot be read or has more than `most` bytes. */
export function readBytes(file: string, most: number): Uint8Array | undefined {
  try {
    const fd = fs.openSync(file, READ);
    try {
      const stat = fs.fstatSync(fd);
      if (!stat.isFile() || stat.size > most) return undefined;
      const bytes = bytesOf(fd, most + 1, stat.size + 1);
      return bytes.length > most ? undefined : bytes;
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/** Opening a pipe or device without `O_NONBLOCK` can wait forever. Windows has no such flag. */
const READ = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/** Opens a file for reading, through links too. Throws the file system's errors, and where it is no regular file. */
export function openFile(file: string): number {
  const fd = fs.openSync(file, READ);
  if (fs.fstatSync(fd).isFile()) return fd;
  fs.closeSync(fd);
  throw new Error(`${file} is not a file`);
}

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
