/**
 * Reads objects from a pack of Git: an index of version 2 and the pack beside it. Nothing in them is trusted: what is wrong gives `undefined`.
 * Source: Git documentation, `gitformat-pack`.
 */
import * as fs from 'node:fs';
import { inflateSync } from 'node:zlib';
import { openFile } from './node.ts';

/** Bytes of the largest object that is read, and of the largest index. */
export const MOST_OBJECT = 16 * 1024 * 1024;
const MOST_INDEX = 512 * 1024 * 1024;
/** Git makes chains of at most 4095 deltas (`pack.depth`), usually 50. */
const MOST_DELTAS = 4095;
/** Bytes of all deltas of a chain, and of all that they make. */
const MOST_CHAIN = 256 * 1024 * 1024;

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';
/** An object with its content, without Git's header. */
export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFFSET_DELTA = 6;
const REFERENCE_DELTA = 7;

export interface Pack {
  /** `undefined`: it is not in the pack, or cannot be read. */
  read(id: Buffer): GitObject | undefined;
  close(): void;
}

/** Finds an object outside of the pack, for deltas against it. */
export type Lookup = (id: Buffer) => GitObject | undefined;
/** Is told of bytes that were made. */
export type Count = (bytes: number) => void;

/**
 * Opens the pack whose files have this name with `.idx` and `.pack`. `width`: bytes of an object's name, 20 or 32. `count` is told of all bytes
 * that are made. Throws the file system's errors.
 */
export function openPack(name: string, width: number, elsewhere: Lookup, count: Count): Pack | undefined {
  const index = openFile(`${name}.idx`);
  let data: number;
  try {
    data = openFile(`${name}.pack`);
  } catch (error) {
    fs.closeSync(index);
    throw error;
  }
  const close = (): void => {
    fs.closeSync(index);
    fs.closeSync(data);
  };
  const head = bytesAt(index, 0, FAN_OUT + 1024);
  const objects = head?.readUInt32BE(FAN_OUT + 255 * 4) ?? 0;
  const size = fs.fstatSync(index).size;
  // Names, checksums and offsets of four bytes, then offsets of eight, then two checksums.
  const isWhole = head && head.readUInt32BE(0) === 0xff744f63 && head.readUInt32BE(4) === 2;
  if (!isWhole || size > MOST_INDEX || size < FAN_OUT + 1024 + objects * (width + 8) + 2 * width) {
    close();
    return undefined;
  }
  const names = FAN_OUT + 1024;
  const offsets = names + objects * (width + 4);

  const offsetOf = (id: Buffer): number | undefined => {
    let low = id[0]! === 0 ? 0 : head.readUInt32BE(FAN_OUT + (id[0]! - 1) * 4);
    let high = Math.min(objects, head.readUInt32BE(FAN_OUT + id[0]! * 4)) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = bytesAt(index, names + middle * width, width)?.compare(id);
      if (order === undefined) return undefined;
      if (order === 0) return longOffset(middle);
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };
  const longOffset = (at: number): number | undefined => {
    const short = bytesAt(index, offsets + at * 4, 4)?.readUInt32BE(0);
    if (short === undefined || short < 0x80000000) return short;
    const long = bytesAt(index, offsets + objects * 4 + (short - 0x80000000) * 8, 8)?.readBigUInt64BE(0);
    return long === undefined || long > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(long);
  };

  const readAt = (offset: number): GitObject | undefined => {
    const deltas: Uint8Array[] = [];
    let held = 0;
    for (let at = offset; deltas.length <= MOST_DELTAS && held <= MOST_CHAIN; ) {
      const entry = entryAt(data, at, width);
      const bytes = entry && inflated(bytesAt(data, entry.start, compressedMost(entry.size), true), entry.size);
      if (!entry || !bytes) return undefined;
      count(bytes.length);
      const type = TYPES[entry.type];
      if (type) return applied({ type, bytes }, deltas, count);
      deltas.push(bytes);
      held += bytes.length;
      if (entry.type === OFFSET_DELTA) {
        // The base stands before its delta, so a chain ends.
        if (entry.back <= 0 || entry.back >= at) return undefined;
        at -= entry.back;
      } else {
        const inside = offsetOf(entry.base!);
        if (inside === undefined) {
          const base = elsewhere(entry.base!);
          return base && applied(base, deltas, count);
        }
        at = inside;
      }
    }
    return undefined;
  };

  return {
    read(id) {
      const offset = offsetOf(id);
      return offset === undefined ? undefined : readAt(offset);
    },
    close,
  };
}

/** Bytes before the fan-out table of an index. */
const FAN_OUT = 8;

/** Compressed data that inflates to this size: zlib adds a little to what it cannot compress. */
const compressedMost = (size: number): number => size + (size >> 8) + 128;

interface Entry {
  readonly type: number;
  /** Of the inflated data. */
  readonly size: number;
  /** Where the compressed data begins. */
  readonly start: number;
  /** How far before this entry its base is. */
  readonly back: number;
  readonly base: Buffer | undefined;
}

function entryAt(data: number, offset: number, width: number): Entry | undefined {
  const head = bytesAt(data, offset, 24 + width, true);
  if (!head || head.length < 2) return undefined;
  let at = 0;
  let byte = head[at++]!;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 128; factor *= 128) {
    if (at > 8) return undefined;
    byte = head[at++] ?? 0;
    size += (byte & 127) * factor;
  }
  if (size > MOST_OBJECT) return undefined;
  let back = 0;
  let base: Buffer | undefined;
  if (type === OFFSET_DELTA) {
    byte = head[at++] ?? 0;
    back = byte & 127;
    while (byte & 128 && at < 18) {
      byte = head[at++] ?? 0;
      back = (back + 1) * 128 + (byte & 127);
    }
  } else if (type === REFERENCE_DELTA) {
    base = head.subarray(at, at + width);
    at += width;
    if (base.length < width) return undefined;
  } else if (!TYPES[type]) return undefined;
  return { type, size, start: offset + at, back, base };
}

/** Inflates data, which may be followed by more; `undefined` if it is no zlib stream of this size. */
export function inflated(bytes: Buffer | undefined, size: number): Uint8Array | undefined {
  if (!bytes) return undefined;
  try {
    const out = inflateSync(bytes, { maxOutputLength: Math.max(1, size) });
    return out.length === size ? out : undefined;
  } catch {
    return undefined;
  }
}

/** Applies deltas, the last one first. */
function applied({ type, bytes }: GitObject, deltas: readonly Uint8Array[], count: Count): GitObject | undefined {
  let now: Uint8Array | undefined = bytes;
  let made = 0;
  for (let i = deltas.length - 1; i >= 0 && now; i--) {
    now = patched(now, deltas[i]!);
    made += now?.length ?? 0;
    count(now?.length ?? 0);
    if (made > MOST_CHAIN) return undefined;
  }
  return now && { type, bytes: now };
}

/** A delta: the sizes of base and result, then what to copy from the base and what to insert. */
function patched(base: Uint8Array, delta: Uint8Array): Uint8Array | undefined {
  let at = 0;
  const size = (): number => {
    let value = 0;
    for (let factor = 1; at < delta.length && at < 20; factor *= 128) {
      const byte = delta[at++]!;
      value += (byte & 127) * factor;
      if (!(byte & 128)) return value;
    }
    return -1;
  };
  const [from, to] = [size(), size()];
  if (from !== base.length || to < 0 || to > MOST_OBJECT) return undefined;
  const out = new Uint8Array(to);
  let filled = 0;
  while (at < delta.length) {
    const command = delta[at++]!;
    let part: Uint8Array;
    if (command & 128) {
      let [start, length] = [0, 0];
      for (let i = 0; i < 4; i++) if (command & (1 << i)) start += (delta[at++] ?? 0) * 256 ** i;
      for (let i = 0; i < 3; i++) if (command & (16 << i)) length += (delta[at++] ?? 0) * 256 ** i;
      if (length === 0) length = 0x10000;
      part = base.subarray(start, start + length);
      if (part.length !== length) return undefined;
    } else {
      part = delta.subarray(at, at + command);
      if (command === 0 || part.length !== command) return undefined;
      at += command;
    }
    if (filled + part.length > to) return undefined;
    out.set(part, filled);
    filled += part.length;
  }
  return filled === to ? out : undefined;
}

/** Bytes of a file; fewer at its end if `fewer`, else `undefined`. */
function bytesAt(fd: number, at: number, length: number, fewer = false): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const read = fs.readSync(fd, bytes, got, length - got, at + got);
    if (read === 0) return fewer ? bytes.subarray(0, got) : undefined;
    got += read;
  }
  return bytes;
}
