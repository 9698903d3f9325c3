/**
 * Cuts the bytes of a connection into messages (Language Server Protocol, "Base Protocol"). `vscode-jsonrpc` waits forever after a header that it
 * cannot read; here such a header is an error, since the start of the next message is then unknown.
 */

/** What the bytes mean: a body, or the reason why nothing behind them can be read. */
export type Frame = { readonly body: Buffer } | { readonly fault: string };

export interface Frames {
  /** Adds bytes and returns the frames that they complete. After a fault nothing is read any more. */
  add(bytes: Buffer): Frame[];
  /** Whether the bytes so far end in the middle of a message. */
  readonly open: boolean;
}

/** Bytes of all header fields of a message. Clients send two short fields at most. */
const MOST_HEADER = 4096;
/** Bytes of one body. The text of the largest file that an editor opens fits in. */
const MOST_BODY = 256 * 1024 * 1024;

/** The beginning of a header field, or a whole one without its line end. */
const FIELD = /^[A-Za-z-]*(?::[^\r\n]*)?\r?$/;

export function createFrames(): Frames {
  /** Bytes that are not used yet. They are joined only when a header or body is complete. */
  let chunks: Buffer[] = [];
  let size = 0;
  /** Length of the body to come; `undefined` within a header. */
  let length: number | undefined;
  let failed = false;

  const joined = (): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    chunks = [all];
    return all;
  };
  const rest = (bytes: Buffer): void => {
    chunks = bytes.length > 0 ? [bytes] : [];
    size = bytes.length;
  };
  const next = (): Frame | undefined => {
    if (length === undefined) {
      const bytes = joined();
      const end = bytes.indexOf('\r\n\r\n');
      const text = bytes.toString('latin1', 0, end < 0 ? Math.min(size, MOST_HEADER) : end);
      const header = readHeader(text, end >= 0);
      if (typeof header === 'string') return { fault: header };
      if (header === undefined) return undefined;
      length = header.length;
      rest(bytes.subarray(end + 4));
    }
    if (size < length) return undefined;
    const bytes = joined();
    const body = bytes.subarray(0, length);
    rest(bytes.subarray(length));
    length = undefined;
    return { body };
  };
  return {
    get open() {
      return size > 0 || length !== undefined;
    },
    add(bytes) {
      const frames: Frame[] = [];
      if (failed || bytes.length === 0) return frames;
      chunks.push(bytes);
      size += bytes.length;
      while (size > 0 || length === 0) {
        const frame = next();
        if (frame === undefined) break;
        frames.push(frame);
        failed = 'fault' in frame;
        if (failed) break;
      }
      return frames;
    },
  };
}

/** The length of the body; a text says what is wrong; `undefined` if the header is incomplete and right so far. */
function readHeader(text: string, complete: boolean): { readonly length: number } | string | undefined {
  let length: number | undefined;
  for (const line of text.split('\r\n')) {
    if (!FIELD.test(line)) return 'a header field is malformed';
    const colon = line.indexOf(':');
    if (colon < 0) {
      if (complete) return 'a header field has no colon';
      continue;
    }
    if (line.slice(0, colon).toLowerCase() !== 'content-length') continue;
    const value = line.slice(colon + 1).trim();
    // The last line of an incomplete header may end within the number.
    if (!complete && value === '') continue;
    if (!/^\d+$/.test(value)) return 'Content-Length is not a number';
    if (Number(value) > MOST_BODY) return `Content-Length is larger than ${MOST_BODY}`;
    if (length !== undefined && length !== Number(value)) return 'a header has two lengths';
    length = Number(value);
  }
  if (!complete) return text.length < MOST_HEADER ? undefined : 'a header does not end';
  return length === undefined ? 'a header has no Content-Length' : { length };
}
