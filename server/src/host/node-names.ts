/**
 * File names that are not UTF-8. A Linux file name can hold any bytes. Each malformed byte becomes a lone surrogate, U+DC80 to U+DCFF, as
 * in Python (PEP 383), so that the file can be opened by its path.
 */
import { Buffer } from 'node:buffer';

const REPLACED = '\ufffd';
/** With the flag `u` it does not match half of a surrogate pair. */
const ESCAPED = /[\udc80-\udcff]/u;

/** Whether a name that Node decoded may have lost malformed bytes. */
export const mayBeMalformed = (name: string): boolean => name.includes(REPLACED);

/** Decodes a name or path. */
export function nameFrom(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes(REPLACED)) return text;
  let name = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    name += length > 0 ? bytes.toString('utf8', at, at + length) : String.fromCharCode(0xdc00 + bytes[at]!);
    at += Math.max(1, length);
  }
  return name;
}

/** Length in bytes of the well-formed character at `at`; 0 if the bytes are malformed. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    const piece = bytes.subarray(at, at + length);
    if (Buffer.from(piece.toString('utf8'), 'utf8').equals(piece)) return length;
  }
  return 0;
}

/** The path for Node's file system functions: bytes if it has escaped bytes. */
export function onDisk(path: string): string | Buffer {
  if (!ESCAPED.test(path)) return path;
  const pieces = path.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    pieces.map((piece, i) => (i % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece, 'utf8'))),
  );
}
