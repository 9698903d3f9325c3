/** Where each character of a scalar's text is written: behind indentation, escapes and folded lines. */
import { type MappedText, mapped } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';

/** Lengths of the escapes of double quotes that are not two characters long. Source: YAML 1.2.2, 5.7. */
const LONG_ESCAPES: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * The places in `unit` of the characters of `text`, the value of the scalar at `at`: its span without quotes (see `contentSpan`). In Compose
 * files `$` may be written as `$$`. `undefined` where the scalar does not have this text. Takes time linear in the scalar.
 */
export function scalarSource(unit: string, text: string, at: Span): MappedText | undefined {
  if (at.end - at.start === text.length && unit.startsWith(text, at.start)) return mapped(text, at.start);
  return aligned(unit, text, at, false) ?? (text.includes('$') ? aligned(unit, text, at, true) : undefined);
}

function aligned(unit: string, text: string, at: Span, doubled: boolean): MappedText | undefined {
  const quote = quoteAround(unit, at);
  const block = quote === '' && /^[|>]/.test(unit.charAt(at.start)) ? blockOf(unit, text, at) : undefined;
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (start: number, end: number, count: number): void => {
    for (let n = 0; n < count; n++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let pos = block?.start ?? at.start;
  // Blanks that end before this offset are text, so that a long run of them is read once.
  let blanksUntil = 0;
  while (starts.length < text.length) {
    if (pos > at.end + 2) return undefined;
    const c = text[starts.length];
    const blanksEnd = block || pos < blanksUntil ? pos : behindBlanks(unit, pos);
    const lineBreak = breakAt(unit, blanksEnd);
    if (pos >= unit.length && c === '\n') add(pos, pos, 1);
    else if (lineBreak !== undefined) {
      const count = c !== '\n' || block?.literal ? 1 : /^\n+/.exec(text.slice(starts.length))![0].length;
      if (c !== '\n' && (c !== ' ' || block?.literal)) return undefined;
      add(pos, lineBreak + 1, count);
      pos = block?.literal
        ? behindIndent(unit, lineBreak + 1, block.indent)
        : nextContent(unit, lineBreak, block?.indent);
    } else if (quote === '"' && /^\\\r?\n/.test(unit.slice(pos, pos + 3))) {
      pos = behindBlanks(unit, unit.indexOf('\n', pos) + 1);
    } else {
      blanksUntil = Math.max(blanksUntil, blanksEnd);
      const length = escapeAt(unit, pos, quote, doubled);
      if (length === 1 && unit[pos] !== c) return undefined;
      // Outside the basic plane one escape stands for two characters.
      add(pos, pos + length, length === 10 && (text.codePointAt(starts.length) ?? 0) > 0xffff ? 2 : 1);
      pos += length;
    }
  }
  return { text, at: (i) => starts[i] ?? ends.at(-1) ?? at.start, endOf: (i) => ends[i] ?? at.end };
}

function quoteAround(unit: string, at: Span): string {
  const before = unit.charAt(at.start - 1);
  return (before === '"' || before === "'") && unit[at.end] === before ? before : '';
}

/** The first character of a block's text, and how far its lines are indented. */
function blockOf(unit: string, text: string, at: Span): { start: number; indent: number; literal: boolean } {
  const first = unit.indexOf('\n', at.start) + 1;
  let line = first;
  while (line < at.end && breakAt(unit, behindBlanks(unit, line)) !== undefined) line = unit.indexOf('\n', line) + 1;
  const content = /[^\n]/.exec(text)?.index ?? 0;
  const own = /^ */.exec(text.slice(content))![0].length;
  const indent = Math.max(0, behindBlanks(unit, line) - line - own);
  return { start: behindIndent(unit, first, indent), indent, literal: unit[at.start] === '|' };
}

/** The offset of the line feed of a line break at `pos`. */
function breakAt(unit: string, pos: number): number | undefined {
  const lineFeed = unit[pos] === '\r' ? pos + 1 : pos;
  return unit[lineFeed] === '\n' ? lineFeed : undefined;
}

/** How many characters are written for the one at `pos`. */
function escapeAt(unit: string, pos: number, quote: string, doubled: boolean): number {
  const c = unit[pos];
  if (quote === '"' && c === '\\') return LONG_ESCAPES[unit[pos + 1] ?? ''] ?? 2;
  if (quote === "'" && c === "'") return 2;
  return doubled && c === '$' && unit[pos + 1] === '$' ? 2 : 1;
}

/** The next text behind the line break at `pos`, and behind empty lines. */
function nextContent(unit: string, pos: number, indent: number | undefined): number {
  let start = pos + 1;
  for (;;) {
    const next = breakAt(unit, behindBlanks(unit, start));
    if (next === undefined) return indent === undefined ? behindBlanks(unit, start) : behindIndent(unit, start, indent);
    start = next + 1;
  }
}

function behindBlanks(unit: string, from: number): number {
  let i = from;
  while (unit[i] === ' ' || unit[i] === '\t') i++;
  return i;
}

function behindIndent(unit: string, from: number, indent: number): number {
  let i = from;
  while (i < from + indent && unit[i] === ' ') i++;
  return i;
}
