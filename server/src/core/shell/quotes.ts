import { incomplete, pushText, type Reader, spanOf } from './reader.ts';
import type { WordPart } from './syntax.ts';

/** Reads `'…'` from its opening quote. */
export function readSingleQuotes(r: Reader, parts: WordPart[]): void {
  const close = r.text.indexOf("'", r.pos + 1);
  const end = close < 0 ? r.text.length : close;
  pushText(r, parts, r.pos + 1, end);
  if (close < 0) incomplete(r);
  r.pos = Math.min(end + 1, r.text.length);
}

/** Reads `$'…'` from its `$`. */
export function readAnsiQuotes(r: Reader, parts: WordPart[]): void {
  const { text } = r;
  r.pos += 2;
  let from = r.pos;
  while (r.pos < text.length && text[r.pos] !== "'") {
    if (text[r.pos] === '\\') {
      pushText(r, parts, from, r.pos);
      const character = ansiEscape(text, r.pos);
      parts.push({ kind: 'text', text: character.text, span: spanOf(r, r.pos, r.pos + character.length) });
      from = r.pos += character.length;
    } else r.pos++;
  }
  pushText(r, parts, from, r.pos);
  if (r.pos >= text.length) incomplete(r);
  else r.pos++;
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const numeric = /[0-7]{1,3}|x[\da-fA-F]{1,2}|u[\da-fA-F]{1,4}|U[\da-fA-F]{1,8}/y;

/**
 * The escape of a `$'…'` string, or of `printf`, at `pos` (a backslash): its value and its length in the text.
 * Source: Bash manual, "ANSI-C Quoting". `\cx` and code points that do not exist stay as written.
 */
export function ansiEscape(text: string, pos: number): { readonly text: string; readonly length: number } {
  const c = text[pos + 1];
  if (c === undefined) return { text: '\\', length: 1 };
  const known = Object.hasOwn(simple, c) ? simple[c] : undefined;
  if (known !== undefined) return { text: known, length: 2 };
  if (`\\'"?`.includes(c)) return { text: c, length: 2 };
  numeric.lastIndex = pos + 1;
  const digits = numeric.exec(text)?.[0];
  if (digits === undefined) return { text: `\\${c}`, length: 2 };
  const code = /^[xuU]/.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 8) & 0xff;
  const length = digits.length + 1;
  return { text: code > 0x10ffff ? text.slice(pos, pos + length) : String.fromCodePoint(code), length };
}
