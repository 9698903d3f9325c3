/**
 * Names and values come from files that may have been written to fool a reader. What is printed to a terminal loses control characters
 * (escape sequences, bidirectional overrides); what goes into Markdown loses its meaning there.
 */

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Halves of pairs: a file name that is not UTF-8 has its bytes as U+DC80 to U+DCFF. */
const LONE = /\p{Surrogate}/gu;

/** Control and invisible characters as `\u{…}`, bytes of names that are not UTF-8 as `\xe9`; tabs and newlines stay. */
export const forTerminal = (text: string): string =>
  text
    .replace(CONTROL, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`)
    .replace(LONE, (c) => (isByte(c) ? `\\x${byteOf(c).toString(16)}` : `\\u{${c.charCodeAt(0).toString(16)}}`));

const byteOf = (c: string): number => c.charCodeAt(0) - 0xdc00;
const isByte = (c: string): boolean => byteOf(c) >= 0x80 && byteOf(c) <= 0xff;

/** A path as a relative URI. Bytes of a name that are not UTF-8 are percent-encoded as they are; what no URI can hold is U+FFFD. */
export const uriPath = (path: string): string =>
  path
    .split(/(\p{Surrogate}|\/)/u)
    .map((piece, i) => {
      if (i % 2 === 0) return encodeURIComponent(piece);
      if (piece === '/') return piece;
      return isByte(piece) ? `%${byteOf(piece).toString(16).toUpperCase()}` : encodeURIComponent('\ufffd');
    })
    .join('');

/** As `forTerminal`, for what must stay on one line: a name with a line break could pretend to be another line of a report. */
export const oneLine = (text: string): string =>
  forTerminal(text).replace(/[\t\n]/g, (c) => (c === '\n' ? '\\n' : ' '));

/** Plain text as Markdown, on one line; what stands between two single backticks stays code. */
export function forMarkdown(text: string): string {
  return oneLine(text)
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, '\\$&')))
    .join('');
}
