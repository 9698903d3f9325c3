/**
 * Decodes and encodes files in the encodings of YAML 1.2.2 (5.2): PowerShell's `>` writes UTF-16, and kubectl and Git read it. The
 * server, the command line and the extension use this module, so it imports nothing.
 *
 * A byte order mark belongs to the encoding, not to the text: editors do not show it and do not count it as a column.
 */

export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';
  /** Bytes of one code unit. */
  readonly width: 1 | 2 | 4;
  readonly bigEndian: boolean;
  /** Whether the file begins with a byte order mark. */
  readonly marked: boolean;
}

type Form = Omit<Encoding, 'marked'>;

const UTF8: Form = { name: 'utf-8', width: 1, bigEndian: false };
const UTF16LE: Form = { name: 'utf-16le', width: 2, bigEndian: false };
const UTF16BE: Form = { name: 'utf-16be', width: 2, bigEndian: true };
const UTF32LE: Form = { name: 'utf-32le', width: 4, bigEndian: false };
const UTF32BE: Form = { name: 'utf-32be', width: 4, bigEndian: true };

/** Without `ignoreBOM` it leaves the mark out of the text. */
const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

/** The byte order mark as a character. */
export const MARK = '\ufeff';

/**
 * Detects the encoding by the byte order mark. Without one, by the zero bytes of the first character, which is ASCII in the files we read.
 * A UTF-8 file with one zero byte is still valid for Docker and must be read as UTF-8. So without a mark, every line feed must be wide.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  const byMark = marked(bytes);
  if (byMark) return { ...byMark, marked: true };
  const guess = guessed(bytes);
  return { ...(hasWideLines(bytes, guess) ? guess : UTF8), marked: false };
}

function marked([a, b, c, d]: Uint8Array): Form | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return UTF8;
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return UTF32BE;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? UTF32LE : UTF16LE;
  return a === 0xfe && b === 0xff ? UTF16BE : undefined;
}

function guessed(bytes: Uint8Array): Form {
  const [a, b, c, d] = bytes;
  if (b === undefined || (a !== 0 && b !== 0)) return UTF8;
  if (d !== undefined && a === 0 && b === 0 && c === 0) return UTF32BE;
  if (d !== undefined && b === 0 && c === 0 && d === 0) return UTF32LE;
  return a === 0 ? UTF16BE : UTF16LE;
}

const LINE_FEED = 10;

function hasWideLines(bytes: Uint8Array, { width, bigEndian }: Form): boolean {
  if (width === 1) return true;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const from = bigEndian ? at - width + 1 : at;
    if (from < 0 || from % width !== 0) return false;
    for (let i = from; i < from + width; i++) if (i !== at && bytes[i] !== 0) return false;
  }
  return true;
}

/**
 * The text of a file, without its byte order mark (see `Encoding.marked`); malformed bytes become U+FFFD. Offsets of findings refer to
 * this text, in UTF-16 units.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  return encoding.width === 1 ? decoder.decode(bytes) : wideText(bytes, encoding);
}

/** Code units per call: `String.fromCharCode` takes them as arguments, whose number is limited. */
const CHUNK = 8192;

function wideText(bytes: Uint8Array, { width, bigEndian, marked }: Encoding): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / width);
  const pieces: string[] = [];
  for (let from = marked ? 1 : 0; from < count; from += CHUNK) {
    const points: number[] = [];
    for (let i = from; i < Math.min(count, from + CHUNK); i++) {
      const unit = width === 2 ? view.getUint16(i * 2, !bigEndian) : view.getUint32(i * 4, !bigEndian);
      points.push(unit > 0x10ffff || (width === 4 && unit >= 0xd800 && unit <= 0xdfff) ? 0xfffd : unit);
    }
    pieces.push(width === 2 ? String.fromCharCode(...points) : String.fromCodePoint(...points));
  }
  if (bytes.length % width !== 0) pieces.push('\ufffd');
  return pieces.join('').replace(LONE_SURROGATE, '\ufffd');
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The bytes of a file with this text, with a byte order mark if the encoding has one. */
export function encodeText(text: string, { width, bigEndian, marked }: Encoding): Uint8Array {
  const all = marked ? MARK + text : text;
  if (width === 1) return encoder.encode(all);
  const units = width === 2 ? Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)) : codePoints(all);
  const bytes = new Uint8Array(units.length * width);
  const view = new DataView(bytes.buffer);
  units.forEach((unit, i) => {
    if (width === 2) view.setUint16(i * 2, unit, !bigEndian);
    else view.setUint32(i * 4, unit, !bigEndian);
  });
  return bytes;
}

const codePoints = (text: string): number[] => Array.from(text, (c) => c.codePointAt(0)!);
