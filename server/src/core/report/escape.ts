/**
 * Escapes names and values from files, which may be written to deceive a reader. Terminal output loses control characters (escape
 * sequences, bidirectional overrides); Markdown output loses Markdown syntax. All text for people passes here, so secrets of known
 * formats are masked here, wherever a file holds them: in a tag, a port, a file's name.
 */
import { withoutTokens } from '../secrets/detect/without-tokens.ts';

/**
 * Control characters except tab and newline, characters that show nothing or change the direction of text (Unicode's
 * `Default_Ignorable_Code_Point`: U+00AD, U+061C, U+200B, tag characters …), and line separators. One variation selector after a visible
 * character only chooses its look and stays; others hide text.
 */
const INVISIBLE =
  /(?![\t\n])[\p{Cc}\u2028\u2029\ufff9-\ufffb]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|(?<=^|[\s\p{Variation_Selector}])\p{Variation_Selector}/gu;

/** What a build log reads as a command: `##[…]` and `##vso[…]` anywhere, `::…::` at the start of a line. */
const LOG_COMMAND = /#(?=#(?:\[|vso\[))|(?<=^|\n):(?=:)/g;

/** Lone surrogates. Bytes of a file name that is not UTF-8 are stored as U+DC80 to U+DCFF. */
const LONE = /\p{Surrogate}/gu;

/**
 * Text for people: masks secrets of known formats, replaces control and invisible characters by `\u{…}`, and bytes of names that are not
 * UTF-8 by `\xe9`. Tabs and newlines stay. Takes time linear in the text.
 */
export function forTerminal(text: string): string {
  const shown = withoutTokens(text).replace(LOG_COMMAND, codePoint);
  if (PLAIN.test(shown)) return shown;
  return shown
    .replace(INVISIBLE, codePoint)
    .replace(LONE, (c) => (isByte(c) ? `\\x${byteOf(c).toString(16)}` : codePoint(c)));
}

/** Most text is plain, and one pass finds out. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;

const codePoint = (c: string): string => `\\u{${c.codePointAt(0)!.toString(16)}}`;

/**
 * JSON whose source shows no character that `forTerminal` escapes: they are written as `\uXXXX`, so a parser reads the same value. Nothing
 * is masked: messages must come through `withoutTokens`, paths keep their value.
 */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(INVISIBLE, units).replace(LOG_COMMAND, units);

const units = (text: string): string =>
  text
    .split('')
    .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A message of SARIF, without secrets of known formats. Brackets and backslashes are escaped, so a name forms no link (SARIF 2.1.0, 3.11.6). */
export const forSarif = (text: string): string => withoutTokens(text).replace(/[[\]\\]/g, '\\$&');

/** A message for a notification of the editor. VS Code makes links of `[text](address)` there and has no escape, so a space splits them. */
export const forNotification = (text: string): string => oneLine(text).replaceAll('](', '] (');

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

/**
 * Plain text as Markdown, on one line. Text between two single backticks stays code, but not with a `|`: in a table it would end the cell and the code,
 * and the rest would be no text any more.
 */
export function forMarkdown(text: string): string {
  return oneLine(text)
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((part, i) => (i % 2 === 1 && !part.includes('|') ? part : part.replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, '\\$&')))
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Plain text as HTML, on one line; also for the value of an attribute in quotes. Text between single backticks becomes code. */
export const forHtml = (text: string): string =>
  oneLine(text)
    .replace(/[&<>"']/g, (c) => ENTITIES[c]!)
    .replace(/(?<!`)`([^`]+)`(?!`)/g, '<code>$1</code>');
