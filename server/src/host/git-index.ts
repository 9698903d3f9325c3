/**
 * Reads which files a Git index lists, and with which contents. Versions 2, 3 and 4 are read, with SHA-1 and with SHA-256; a split index is not, since most of its
 * entries are in another file. Source: Git documentation, `gitformat-index`.
 */

/** Bytes of an entry before the object name: times, device, inode, mode, user, group, size. */
const STAT = 40;

/** The entry has 16 bits more: `skip-worktree`, `intent-to-add`. */
const EXTENDED = 0x4000;

/** These bits say which side of a merge conflict the entry is. */
const STAGE = 0x3000;

/** Folders of a sparse index have this mode; they are not files. */
const TREE = 0o040000;

/** In the second 16 bits: the file is only meant to be added, its content is not staged. */
const INTENT_TO_ADD = 0x2000;

/** Bytes of the largest index that is read: about a million files. */
export const MOST_INDEX = 128 * 1024 * 1024;

/** A file, link or submodule of an index. */
export interface IndexEntry {
  /** Relative to the repository's top. */
  readonly path: Uint8Array;
  readonly mode: number;
  /** The bytes of the name of the blob that is staged; `undefined` while a merge conflict is open, and for a file that is only meant to be added. */
  readonly id: Uint8Array | undefined;
}

/** The paths of an index as bytes, relative to the repository's top; `undefined` if it cannot be read. `idLength`: bytes of an object name. */
export const pathsOfIndex = (bytes: Uint8Array, idLength: 20 | 32): Uint8Array[] | undefined =>
  entriesOfIndex(bytes, idLength)?.map(({ path }) => path);

/** As `pathsOfIndex`. While a merge conflict is open, a path can come up to three times. */
export function entriesOfIndex(bytes: Uint8Array, idLength: 20 | 32): IndexEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== DIRC) return undefined;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  const entries: IndexEntry[] = [];
  let last = new Uint8Array(0);
  let at = 12;
  for (let count = view.getUint32(8); count > 0; count--) {
    const flags = at + STAT + idLength;
    // Behind the entries stands a checksum at least, so an entry never ends the file.
    if (flags + 4 > bytes.length) return undefined;
    const mode = view.getUint32(at + 24);
    const isExtended = version > 2 && (view.getUint16(flags) & EXTENDED) !== 0;
    const isStaged =
      (view.getUint16(flags) & STAGE) === 0 && !(isExtended && (view.getUint16(flags + 2) & INTENT_TO_ADD) !== 0);
    let name = flags + (isExtended ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const dropped = varint(bytes, name);
      if (!dropped || dropped.value > last.length) return undefined;
      name = dropped.end;
      kept = last.length - dropped.value;
    }
    const end = bytes.indexOf(0, name);
    if (end < 0) return undefined;
    const path = new Uint8Array(kept + end - name);
    path.set(last.subarray(0, kept));
    path.set(bytes.subarray(name, end), kept);
    const id = isStaged ? bytes.subarray(at + STAT, flags) : undefined;
    if (mode !== TREE) entries.push({ path, mode, id });
    last = path;
    // Versions 2 and 3 fill an entry with 1 to 8 zeros to a multiple of 8.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return isSplit(bytes, at, idLength) ? undefined : entries;
}

const DIRC = 0x44495243;

/** An offset of a pack file: 7 bits a byte, the highest bit says that more follow, and each that follows adds one. */
function varint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = at; i < Math.min(at + 5, bytes.length); i++) {
    const byte = bytes[i]!;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: i + 1 };
    value++;
  }
  return undefined;
}

/** Whether an extension behind the entries, at `from`, refers to a shared index. */
function isSplit(bytes: Uint8Array, from: number, idLength: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 8 <= bytes.length - idLength; at += 8 + view.getUint32(at + 4))
    if (view.getUint32(at) === LINK) return true;
  return false;
}

const LINK = 0x6c696e6b;
