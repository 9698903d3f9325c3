/**
 * Lines of text in few characters. The build packs the generated tables so (`scripts/lib/packed-lines.ts`); the files keep one line an entry.
 * Packed text is a DEFLATE stream (RFC 1951) in digits of base 91: two digits, the less valuable first, hold 13 bits.
 */
import { inflateSync } from 'fflate';

/** Digits by value: printable ASCII that needs no escape in a string. */
export const DIGITS: string = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((char) => !'"\'\\`'.includes(char))
  .join('');

/** Bits in two digits. */
export const PAIR_BITS = 13;

/** The lines of a packed text. Linear in their length. For what the build packed: other text gives nonsense or throws. */
export function unpackLines(packed: string): string[] {
  const bytes = inflateSync(bytesOf(packed));
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text.split('\n');
}

/** Characters per call: engines limit the number of arguments. */
const CHUNK = 4096;

/** The bits of the digits as bytes, the first bit the least valuable. Bits that fill no byte are left out. */
function bytesOf(packed: string): Uint8Array {
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const bytes = new Uint8Array(Math.floor((packed.length / 2) * (PAIR_BITS / 8)));
  let [held, size, end] = [0, 0, 0];
  for (let at = 0; at < packed.length; at += 2) {
    held |= (values[packed.charCodeAt(at)]! + DIGITS.length * values[packed.charCodeAt(at + 1)]!) << size;
    for (size += PAIR_BITS; size >= 8; size -= 8, held >>>= 8) bytes[end++] = held & 255;
  }
  return bytes.subarray(0, end);
}
