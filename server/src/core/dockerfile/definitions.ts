import type { Span } from '../text/span.ts';
import { expand } from './expand.ts';
import { isBlank, skipBlanks, spanOf } from './logical-line.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** One `NAME=value` of ENV, ARG or LABEL, before expansion. */
export interface Definition {
  readonly name: string;
  readonly nameSpan: Span;
  readonly raw: string | undefined;
  readonly valueSpan: Span | undefined;
  readonly span: Span;
}

/**
 * The definitions of an ENV, ARG or LABEL. In ENV and LABEL a first word without `=` means the old form `ENV NAME value`; other words
 * without `=` define nothing (BuildKit refuses them). Source: BuildKit `line_parsers.go`, `parseNameVal` and `parseNameOrNameVal`.
 */
export function definitions(raw: RawInstruction, escapeChar: string): Definition[] {
  const { line, words } = raw;
  const first = words[0];
  if (!first) return [];
  const found: Definition[] = [];
  if (raw.keyword !== 'ARG' && !line.text.slice(first.from, first.to).includes('=')) {
    let nameTo = first.from;
    while (nameTo < line.text.length && !isBlank(line.text.charCodeAt(nameTo))) nameTo++;
    const from = skipBlanks(line.text, nameTo, line.text.length);
    const to = words.at(-1)!.to;
    if (from < to) found.push(define(raw, escapeChar, first.from, nameTo, from, to));
    return found;
  }
  let equals = -1;
  for (const { from, to } of words) {
    // The next one is searched for once, however many words are before it.
    if (equals < from) equals = line.text.indexOf('=', from);
    if (equals < 0) equals = line.text.length;
    if (equals < to) {
      if (equals > from) found.push(define(raw, escapeChar, from, equals, equals + 1, to));
    } else if (raw.keyword === 'ARG') found.push(define(raw, escapeChar, from, to, -1, to));
  }
  return found;
}

function define(
  { line }: RawInstruction,
  escapeChar: string,
  from: number,
  nameTo: number,
  valueFrom: number,
  to: number,
): Definition {
  return {
    name: withoutQuotes(line.text.slice(from, nameTo), escapeChar),
    nameSpan: spanOf(line, from, nameTo),
    raw: valueFrom < 0 ? undefined : line.text.slice(valueFrom, to),
    valueSpan:
      valueFrom < 0 ? undefined : valueFrom === to ? emptyAfter(spanOf(line, from, to)) : spanOf(line, valueFrom, to),
    span: spanOf(line, from, to),
  };
}

const emptyAfter = ({ end }: Span): Span => ({ start: end, end });

/** `text` without quotes and escapes. Variables stay as written. */
export function withoutQuotes(text: string, escapeChar: string): string {
  if (!/['"\\`]/.test(text)) return text;
  if (!text.includes('$')) return expand(text, escapeChar, () => ({ kind: 'unset' })).text ?? text;
  const quote = text[0]!;
  return (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text;
}
