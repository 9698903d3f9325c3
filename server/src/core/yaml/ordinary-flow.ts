/** Flow collections and quoted scalars of ordinary YAML, which end on the line on which they begin; see `ordinary.ts`. */
import { limits } from './limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from './node.ts';
import { closingQuote, plain, quotedScalar, quotedText } from './ordinary-scalar.ts';

const SPACE = 32;
const COMMA = 44;
const COLON = 58;
const DEEPEST = limits.depth / 4;

/** A plain scalar in a flow collection: its inner spaces and colons have text behind them. */
const PLAIN = /-{0,2}[\w./~$+=](?:[^\s,[\]{}#:]|:(?=[^\s,[\]{}#:])| +(?=[^\s,[\]{}#:]))*/y;

/** The flow collection or quoted scalar at `at`; `undefined` if there is none, or if it is not ordinary. */
export function flowNode(text: string, at: number, lineEnd: number, depth: number): YamlNode | undefined {
  const c = text[at];
  if (c === '"' || c === "'") {
    const close = closingQuote(text, at, lineEnd);
    return close < 0 ? undefined : quotedScalar(text, at, close + 1);
  }
  if (depth > DEEPEST) return undefined;
  if (c === '[') return flowSeq(text, at, lineEnd, depth);
  return c === '{' ? flowMap(text, at, lineEnd, depth) : undefined;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** The plain text at `at`; empty if there is none. A tab, as a line end, ends it. */
function plainText(text: string, at: number): string {
  PLAIN.lastIndex = at;
  return PLAIN.exec(text)?.[0] ?? '';
}

function innerNode(text: string, at: number, lineEnd: number, depth: number): YamlNode | undefined {
  const source = plainText(text, at);
  return source === '' ? flowNode(text, at, lineEnd, depth + 1) : plain(source, at);
}

function flowSeq(text: string, start: number, lineEnd: number, depth: number): YamlSeq | undefined {
  const items: YamlItem[] = [];
  let at = skipSpaces(text, start + 1);
  while (text[at] !== ']' || items.length > 0) {
    const value = innerNode(text, at, lineEnd, depth);
    if (!value) return undefined;
    items.push({ value, span: { ...value.span } });
    at = skipSpaces(text, value.span.end);
    if (text[at] === ']') break;
    if (text.charCodeAt(at) !== COMMA) return undefined;
    at = skipSpaces(text, at + 1);
  }
  return { type: 'seq', flow: true, items, span: { start, end: at + 1 } };
}

function flowMap(text: string, start: number, lineEnd: number, depth: number): YamlMap | undefined {
  const entries: YamlEntry[] = [];
  let at = skipSpaces(text, start + 1);
  while (text[at] !== '}' || entries.length > 0) {
    const entry = flowEntry(text, at, lineEnd, depth);
    if (!entry) return undefined;
    entries.push(entry);
    at = skipSpaces(text, entry.span.end);
    if (text[at] === '}') break;
    if (text.charCodeAt(at) !== COMMA) return undefined;
    at = skipSpaces(text, at + 1);
  }
  return { type: 'map', flow: true, entries, merges: [], span: { start, end: at + 1 } };
}

function flowEntry(text: string, start: number, lineEnd: number, depth: number): YamlEntry | undefined {
  const close = closingQuote(text, start, lineEnd);
  const key = close < 0 ? plainText(text, start) : quotedText(text, start, close + 1);
  const end = close < 0 ? start + (key?.length ?? 0) : close + 1;
  if (key === undefined || end === start || text.charCodeAt(end) !== COLON) return undefined;
  // Behind a plain key, a colon has a space: the key would go on otherwise.
  const value = innerNode(text, skipSpaces(text, end + 1), lineEnd, depth);
  return value && { key, keySpan: { start, end }, value, span: { start, end: value.span.end } };
}
