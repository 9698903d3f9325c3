/** Reads single lines of half-typed YAML: comments, keys, indentation. Each function takes time linear in its text. */

export interface Line {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset of its line break, or of the end of the text. */
  readonly end: number;
  readonly text: string;
}

/** The lines of a text, which end at `\n`, `\r\n` or a lone `\r`. The byte order mark belongs to no line. */
export function* linesIn(text: string): Generator<Line> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const { index, 0: eol } of text.matchAll(/\r\n|\r|\n/g)) {
    yield { start, end: index, text: text.slice(start, index) };
    start = index + eol.length;
  }
  yield { start, end: text.length, text: text.slice(start) };
}

export const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t';

/** The column of the first character from `at` on that is no blank. */
export function blanksFrom(text: string, at: number): number {
  let column = at;
  while (isBlank(text[column])) column++;
  return column;
}

/** A line without its comment. A `#` in quotes begins none; quotes that are not closed end with the line. */
export function withoutComment(line: string): string {
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    const before = line[i - 1];
    if (quote !== undefined) {
      if (c === quote) quote = undefined;
    } else if (c === '#' && (i === 0 || isBlank(before))) return line.slice(0, i);
    else if ((c === '"' || c === "'") && (i === 0 || /[\s,[{:-]/.test(before!)) && line.includes(c, i + 1)) quote = c;
  }
  return line;
}

/** A key of a block map: its text without quotes, the column after it, and the column of its colon. */
export interface LineKey {
  readonly key: string;
  readonly end: number;
  readonly colon: number;
}

/** The key at column `at` of a line; `undefined` if no key with a colon stands there. */
export function keyIn(line: string, at: number): LineKey | undefined {
  const quote = line[at];
  if (quote === '"' || quote === "'") {
    const close = line.indexOf(quote, at + 1);
    const colon = blanksFrom(line, close + 1);
    return close < 0 || line[colon] !== ':' ? undefined : { key: line.slice(at + 1, close), end: close + 1, colon };
  }
  if (quote === undefined || '{}[]&*!|>%@`,'.includes(quote)) return undefined;
  for (let colon = line.indexOf(':', at); colon >= 0; colon = line.indexOf(':', colon + 1)) {
    if (colon + 1 < line.length && !isBlank(line[colon + 1])) continue;
    const key = line.slice(at, colon).trimEnd();
    return { key, end: at + key.length, colon };
  }
  return undefined;
}
