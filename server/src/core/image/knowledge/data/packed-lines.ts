/**
 * Lines of text in few characters. The build packs the generated tables so (`scripts/lib/packed-lines.ts`); the files keep one line an entry.
 * Packed text is a DEFLATE stream (RFC 1951) in digits of base 91: two digits, the less valuable first, hold 13 bits.
 */

/** Digits by value: printable ASCII that needs no escape in a string. */
export const DIGITS: string = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((char) => !'"\'\\`'.includes(char))
  .join('');

/** Bits in two digits. */
export const PAIR_BITS = 13;

/** The lines of a packed text. Linear in their length. For what the build packed: other text gives nonsense or throws. */
export function unpackLines(packed: string): string[] {
  const codes = inflated(bitReader(packed));
  let text = '';
  for (let at = 0; at < codes.length; at += CHUNK)
    text += Reflect.apply(String.fromCharCode, undefined, codes.subarray(at, at + CHUNK));
  return text.split('\n');
}

/** Characters per call: engines limit the number of arguments. */
const CHUNK = 4096;

/** Reads bits, the first one the least valuable. */
interface Bits {
  /** The next bits, which stay. */
  readonly ahead: (count: number) => number;
  readonly drop: (count: number) => void;
}

function bitReader(packed: string): Bits {
  const values = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) values[DIGITS.charCodeAt(i)] = i;
  const base = DIGITS.length;
  let at = 0;
  let held = 0;
  let size = 0;
  return {
    ahead: (count) => {
      while (size < count) {
        held |= (values[packed.charCodeAt(at)]! + base * values[packed.charCodeAt(at + 1)]!) << size;
        at += 2;
        size += PAIR_BITS;
      }
      return held & ((1 << count) - 1);
    },
    drop: (count) => {
      held >>>= count;
      size -= count;
    },
  };
}

function take(bits: Bits, count: number): number {
  const value = bits.ahead(count);
  bits.drop(count);
  return value;
}

/** Prefix codes for symbols. */
interface Codes {
  /** By the next `QUICK` bits: 16 times the symbol, plus the length of its code. 0: the code is longer. */
  readonly quick: Uint16Array;
  /** How many codes there are of each length, and their symbols in order. */
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

const MAX_LENGTH = 15;
const QUICK = 9;

/** Codes in the order of their symbols, from their lengths; 0: the symbol has none. */
function codesOf(lengths: readonly number[]): Codes {
  const counts = new Array<number>(MAX_LENGTH + 1).fill(0);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const starts = [0, 0];
  const next = [0, 0];
  for (let length = 1; length <= MAX_LENGTH; length++) {
    starts.push(starts[length]! + counts[length]!);
    next.push((next[length]! + counts[length]!) << 1);
  }
  const symbols: number[] = [];
  const quick = new Uint16Array(1 << QUICK);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    symbols[starts[length]!++] = symbol;
    let code = next[length]!++;
    if (length > QUICK) continue;
    let first = 0;
    for (let i = 0; i < length; i++, code >>= 1) first = (first << 1) | (code & 1);
    for (let i = first; i < quick.length; i += 1 << length) quick[i] = symbol * 16 + length;
  }
  return { quick, counts, symbols };
}

function symbolOf({ quick, counts, symbols }: Codes, bits: Bits): number {
  const found = quick[bits.ahead(QUICK)]!;
  if (found > 0) {
    bits.drop(found & 15);
    return found >> 4;
  }
  let ahead = bits.ahead(MAX_LENGTH);
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_LENGTH; length++, ahead >>= 1) {
    code |= ahead & 1;
    const count = counts[length]!;
    if (code - count < first) {
      bits.drop(length);
      return symbols[index + code - first]!;
    }
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new RangeError('no such code');
}

/** Further bits of the codes for the length of a copy from 257 on: 0 eight times, then four of each number, then the longest copy. */
const lengthBits = (code: number): number => (code < 8 || code === 28 ? 0 : (code >> 2) - 1);
const distanceBits = (code: number): number => (code < 4 ? 0 : (code >> 1) - 1);

/** The smallest value of each code, from the number of further bits. */
function smallest(codes: number, start: number, bitsOf: (code: number) => number): number[] {
  const values = [start];
  for (let code = 0; code < codes - 1; code++) values.push(values[code]! + (1 << bitsOf(code)));
  return values;
}

/** The bytes of a stream without stored blocks, which the build does not make. */
function inflated(bits: Bits): Uint8Array {
  const lengths = [...smallest(28, 3, lengthBits), 258];
  const distances = smallest(30, 1, distanceBits);
  let bytes = new Uint8Array(1 << 16);
  let size = 0;
  for (let last = 0; last === 0; ) {
    last = take(bits, 1);
    const [literals, copies] = take(bits, 2) === 1 ? fixedCodes() : readCodes(bits);
    for (let symbol = symbolOf(literals, bits); symbol !== 256; symbol = symbolOf(literals, bits)) {
      if (size + 258 > bytes.length) bytes = grown(bytes);
      if (symbol < 256) {
        bytes[size++] = symbol;
        continue;
      }
      const length = lengths[symbol - 257]! + take(bits, lengthBits(symbol - 257));
      const code = symbolOf(copies, bits);
      const back = distances[code]! + take(bits, distanceBits(code));
      // A copy may reach into itself: then what it repeats grows.
      for (let done = 0; done < length; done += back)
        bytes.copyWithin(size + done, size + done - back, size + Math.min(done, length - back));
      size += length;
    }
  }
  return bytes.subarray(0, size);
}

function grown(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

const repeated = (length: number, times: number): number[] => new Array<number>(times).fill(length);

const fixedCodes = (): [Codes, Codes] => [
  codesOf([...repeated(8, 144), ...repeated(9, 112), ...repeated(7, 24), ...repeated(8, 8)]),
  codesOf(repeated(5, 30)),
];

/** The order in which the lengths of the codes for lengths stand. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function readCodes(bits: Bits): [Codes, Codes] {
  const literals = take(bits, 5) + 257;
  const copies = take(bits, 5) + 1;
  const own = repeated(0, ORDER.length);
  const count = take(bits, 4) + 4;
  for (let i = 0; i < count; i++) own[ORDER[i]!] = take(bits, 3);
  const codes = codesOf(own);
  const lengths: number[] = [];
  while (lengths.length < literals + copies) {
    const symbol = symbolOf(codes, bits);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) lengths.push(...repeated(lengths.at(-1)!, 3 + take(bits, 2)));
    else lengths.push(...repeated(0, symbol === 17 ? 3 + take(bits, 3) : 11 + take(bits, 7)));
  }
  return [codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals))];
}

/** A value that is made at the first question for it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
