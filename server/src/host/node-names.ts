/**
 * File names that are not UTF-8. On Linux a name is any bytes, and a path of ours is a string: each byte that is malformed stands in it as
 * a lone surrogate U+DC80 to U+DCFF, as Python has it (PEP 383), so that the file can be opened by its path.
 */
import { Buffer } from 'node:buffer';

const REPLACED = '\ufffd';
/** With the flag `u` a half of a pair is no match. */
const ESCAPED = /[\udc80-\udcff]/u;

/** Whether a name as Node gives it may have lost malformed bytes. */
export const mayBeMalformed = (name: string): boolean => name.includes(REPLACED);

/** A name or path from its bytes. */
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

/** Bytes of the well-formed character at `at`; 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    const piece = bytes.subarray(at, at + length);
    if (Buffer.from(piece.toString('utf8'), 'utf8').equals(piece)) return length;
  }
  return 0;
}

/** A path as the file system takes it. */
export function onDisk(path: string): string | Buffer {
  if (!ESCAPED.test(path)) return path;
  const pieces = path.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    pieces.map((piece, i) => (i % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece, 'utf8'))),
  );
}
