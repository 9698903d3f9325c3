/**
 * Escapes names and values from files, which may be written to deceive a reader. Terminal output loses control characters (escape
 * sequences, bidirectional overrides); Markdown output loses Markdown syntax.
 */

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Lone surrogates. Bytes of a file name that is not UTF-8 are stored as U+DC80 to U+DCFF. */
const LONE = /\p{Surrogate}/gu;

/** Replaces control and invisible characters by `\u{…}`, and bytes of names that are not UTF-8 by `\xe9`. Tabs and newlines stay. */
export const forTerminal = (text: string): string =>
  text
    .replace(CONTROL, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`)
    .replace(LONE, (c) => (isByte(c) ? `\\x${byteOf(c).toString(16)}` : `\\u{${c.charCodeAt(0).toString(16)}}`));

const byteOf = (c: string): number => c.charCodeAt(0) - 0xdc00;
const isByte = (c: string): boolean => byteOf(c) >= 0x80 && byteOf(c) <= 0xff;

/** A path as a relative URI. Bytes of a name that is not UTF-8 are percent-encoded; characters that no URI can hold become U+FFFD. */
export const uriPath = (path: string): string =>
  path
    .split(/(\p{Surrogate}|\/)/u)
    .map((piece, i) => {
      if (i % 2 === 0) return encodeURIComponent(piece);
      if (piece === '/') return piece;
      return isByte(piece) ? `%${byteOf(piece).toString(16).toUpperCase()}` : encodeURIComponent('\ufffd');
    })
    .join('');

/** As `forTerminal`, for text that must stay on one line: a name with a line break could imitate another line of a report. */
export const oneLine = (text: string): string =>
  forTerminal(text).replace(/[\t\n]/g, (c) => (c === '\n' ? '\\n' : ' '));

/** Plain text as Markdown, on one line. Text between two single backticks stays code. */
export function forMarkdown(text: string): string {
  return oneLine(text)
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, '\\$&')))
    .join('');
}
