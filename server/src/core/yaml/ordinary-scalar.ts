/** Scalars of ordinary YAML; see `ordinary.ts`. A scalar that is not ordinary gives `undefined`, or -1 for its end. */
import type { Span } from '../text/span.ts';
import type { YamlScalar } from './node.ts';
import { resolved } from './read-scalar.ts';
import { coreValue } from './scalar.ts';

const NEWLINE = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const BACKSLASH = 92;

/** Whether the line ends at `at`, or has a space there. */
export const isBlank = (text: string, at: number, lineEnd: number): boolean =>
  at >= lineEnd || text.charCodeAt(at) === SPACE;

/** How a plain scalar begins: not with an indicator (YAML 1.2.2, 5.3), and not with a control character. */
const PLAIN_START = /-{0,2}[\w./~$+=<^();\\\u00a1-\u1fff\u3000-\ud7ff]/y;

/** The plain scalar from `at` to the end of the line or to a comment. */
export function plainScalar(text: string, at: number, lineEnd: number): YamlScalar | undefined {
  PLAIN_START.lastIndex = at;
  if (!PLAIN_START.test(text)) return undefined;
  const line = text.slice(at, lineEnd);
  const comment = line.indexOf(' #');
  let end = comment < 0 ? line.length : comment;
  while (line.charCodeAt(end - 1) === SPACE) end--;
  const source = line.slice(0, end);
  return source.endsWith(':') || source.includes(': ') ? undefined : plain(source, at);
}

/** A plain scalar with this text at the offset `start`. */
export function plain(source: string, start: number): YamlScalar {
  const value = coreValue(source);
  const text = value === null ? '' : source;
  return { type: 'scalar', text, value, style: 'plain', span: { start, end: start + source.length } };
}

/** The offset of the quote that closes the one at `at` on the same line; -1 if there is none, or no quote at `at`. */
export function closingQuote(text: string, at: number, lineEnd: number): number {
  const quote = text.charCodeAt(at);
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return -1;
  for (let i = at + 1; i < lineEnd; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH && quote === DOUBLE_QUOTE) i++;
    else if (c === quote) {
      if (quote === DOUBLE_QUOTE || text.charCodeAt(i + 1) !== quote) return i;
      i++;
    }
  }
  return -1;
}

/** The scalar in quotes from `start` to `end`. */
export function quotedScalar(text: string, start: number, end: number): YamlScalar | undefined {
  const value = quotedText(text, start, end);
  if (value === undefined) return undefined;
  const style = text.charCodeAt(start) === DOUBLE_QUOTE ? 'double' : 'single';
  return { type: 'scalar', text: value, value, style, span: { start, end } };
}

const ORDINARY_ESCAPES = /^(?:[^\\]|\\["\\/nrt])*$/;

/** The text of the scalar in quotes from `start` to `end`. */
export function quotedText(text: string, start: number, end: number): string | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === SINGLE_QUOTE) return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  if (!inner.includes('\\')) return inner;
  if (!ORDINARY_ESCAPES.test(inner)) return undefined;
  return resolved({ type: 'double-quoted-scalar', offset: start, indent: 0, source: text.slice(start, end) });
}

/** The length of the header of a block scalar at `at`, without a comment; 0 if there is none. */
export function headerLength(text: string, at: number): number {
  const c = text[at];
  if (c !== '|' && c !== '>') return 0;
  return text[at + 1] === '-' ? 2 : 1;
}

/** The end of the text of a block scalar whose first line begins at `start`, in a collection at `column`, and the begin of the line after it. */
export function blockBody(
  text: string,
  start: number,
  column: number,
): { readonly end: number; readonly next: number } | undefined {
  let indent = -1;
  let mostBlank = 0;
  let next = start;
  // The end of the last line that is not blank, or has more spaces than the text is indented.
  let end = start;
  while (next < text.length) {
    let at = next;
    while (text.charCodeAt(at) === SPACE) at++;
    const spaces = at - next;
    if (at === text.length) return undefined;
    const isEmpty = text.charCodeAt(at) === NEWLINE;
    if (!isEmpty && indent < 0) indent = spaces;
    if (!isEmpty && spaces < indent) break;
    const lineEnd = isEmpty ? at : text.indexOf('\n', at);
    next = lineEnd < 0 ? text.length : lineEnd + 1;
    if (indent < 0) mostBlank = Math.max(mostBlank, spaces);
    else if (!isEmpty || spaces > indent) end = next;
  }
  return indent > column && mostBlank <= indent ? { end, next } : undefined;
}

/** The block scalar with this header and lines, in a collection at `column`. */
export function blockScalar(text: string, header: Span, lines: Span, column: number): YamlScalar {
  const mode = text.slice(header.start, header.end);
  const source = text.slice(lines.start, lines.end);
  const token = { type: 'block-scalar-header', offset: header.start, indent: column, source: mode } as const;
  const value = resolved({ type: 'block-scalar', offset: header.start, indent: column, props: [token], source });
  const style = mode[0] === '>' ? 'folded' : 'literal';
  const end = lines.start + source.trimEnd().length;
  return { type: 'scalar', text: value, value, style, span: { start: header.start, end: Math.max(header.end, end) } };
}
