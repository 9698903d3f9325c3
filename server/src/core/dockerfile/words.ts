import { isBlank, type LogicalLine, skipBlanks, spanOf } from './logical-line.ts';
import type { Argument, Flag } from './model.ts';

/** Half-open range of a logical line's text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Splits at blanks, also inside quotes: for FROM, COPY, EXPOSE and most others. Source: `parseStringsWhitespaceDelimited`. */
export function blankSeparated(text: string, from: number): Range[] {
  const words: Range[] = [];
  let i = from;
  while (true) {
    i = skipBlanks(text, i, text.length);
    if (i >= text.length) return words;
    const start = i;
    while (i < text.length && !isBlank(text.charCodeAt(i))) i++;
    words.push({ from: start, to: i });
  }
}

/** Splits at blanks that are not quoted or escaped: for ENV, ARG and LABEL. An open quote extends to the end. Source: `parseWords`. */
export function quotedWords(text: string, from: number, escapeChar: string): Range[] {
  const words: Range[] = [];
  const escapeCode = escapeChar.charCodeAt(0);
  let i = from;
  while (true) {
    i = skipBlanks(text, i, text.length);
    if (i >= text.length) return words;
    const start = i;
    let quote = 0;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (quote === 0 && isBlank(code)) break;
      if (code === escapeCode && quote !== 39) i++;
      else if (quote === 0 && (code === 39 || code === 34)) quote = code;
      else if (code === quote) quote = 0;
    }
    i = Math.min(i, text.length);
    words.push({ from: start, to: i });
  }
}

/**
 * The `--name=value` words from index `from` on, and the index where the arguments begin. A lone `--` ends the flags. Values are without
 * quotes. Source: BuildKit `split_command.go`, `extractBuilderFlags`.
 */
export function readFlags(line: LogicalLine, from: number, escapeChar: string): { flags: Flag[]; rest: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let i = skipBlanks(text, from, text.length);
  while (text.charCodeAt(i) === 45 && text.charCodeAt(i + 1) === 45) {
    const start = i;
    let word = '';
    let quote = 0;
    let equals = -1;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (quote === 0 && isBlank(code)) break;
      if (code === quote) quote = 0;
      else if (quote === 0 && (code === 39 || code === 34)) quote = code;
      else {
        if (text[i] === escapeChar && ++i >= text.length) break;
        if (equals < 0 && text.charCodeAt(i) === 61) equals = i;
        word += text[i];
      }
    }
    i = Math.min(i, text.length);
    if (word !== '--') flags.push(flag(line, start, i, word, equals));
    const stop = skipBlanks(text, i, text.length);
    if (word === '--') return { flags, rest: stop };
    i = stop;
  }
  return { flags, rest: i };
}

function flag(line: LogicalLine, start: number, end: number, word: string, equals: number): Flag {
  const cut = word.indexOf('=');
  return {
    name: (cut < 0 ? word : word.slice(0, cut)).slice(2),
    value: cut < 0 ? undefined : word.slice(cut + 1),
    span: spanOf(line, start, end),
    valueSpan: cut < 0 ? undefined : spanOf(line, equals + 1, end),
  };
}

/**
 * The elements of `line.text` from index `from` on, if all of it is a JSON array of strings. Otherwise `undefined`: Docker then runs the
 * text as a shell command. Source: BuildKit `line_parsers.go`, `parseJSON`.
 */
export function jsonArray(line: LogicalLine, from: number): Argument[] | undefined {
  const { text } = line;
  if (text.charCodeAt(from) !== 91) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.slice(from));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed) || !parsed.every((e) => typeof e === 'string')) return undefined;
  const elements: Argument[] = [];
  let i = from;
  for (const element of parsed as readonly string[]) {
    const start = text.indexOf('"', i);
    i = start + 1;
    while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
    i++;
    elements.push({ text: element, span: spanOf(line, start, i) });
  }
  return elements;
}
