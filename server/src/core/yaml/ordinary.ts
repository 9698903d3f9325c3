/**
 * Reads ordinary YAML directly: block collections in straight columns, whose scalars and flow collections are on one line. Nearly all manifests
 * and Compose files are written so, and the `yaml` package, which reads a text in three passes of generators, takes many times as long. It
 * gives up at everything else (anchors, tags, templates, text over several lines) and at everything that is wrong: then `parse.ts` uses
 * the package. What it reads, it reads as the package does: `test/core/yaml/ordinary.test.ts` compares them.
 */
import type { Span } from '../text/span.ts';
import { limits } from './limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';
import { flowNode } from './ordinary-flow.ts';
import {
  blockBody,
  blockScalar,
  closingQuote,
  headerLength,
  isBlank,
  plainScalar,
  quotedText,
} from './ordinary-scalar.ts';

/** What a document's tree does not show of its text; see `Conversion`. */
export interface Ordinary {
  readonly root: YamlNode;
  readonly comments: readonly Span[];
  readonly steps: ReadonlyMap<number, number>;
  readonly indentedSequences: number;
  readonly flushSequences: number;
}

/** How far a text is read. */
interface Reading {
  readonly text: string;
  readonly hasTabs: boolean;
  readonly comments: Span[];
  readonly steps: Map<number, number>;
  indentedSequences: number;
  flushSequences: number;
  /** The offset and the column of what comes next in the current line; at the end of the text, and after giving up, the column is -1. */
  at: number;
  column: number;
  /** The offset of the line's end. */
  lineEnd: number;
  gaveUp: boolean;
}

const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;

/** Each character is at most two tokens, so such a text is below the package's limit. */
const MOST = limits.lexemes / 2;
const DEEPEST = limits.depth / 4;

/** The document in `text`, one part of a stream; `undefined` if it is not ordinary, has an error, or has no content. */
export function readOrdinary(text: string): Ordinary | undefined {
  if (text.length > MOST || text.includes('\r') || text.includes('{{') || text.includes('#@')) return undefined;
  const r: Reading = {
    ...{ text, hasTabs: text.includes('\t'), comments: [], steps: new Map() },
    ...{ indentedSequences: 0, flushSequences: 0, at: 0, column: -1, lineEnd: 0, gaveUp: false },
  };
  nextLine(r, 0);
  if (r.column === 0 && text.startsWith('---', r.at)) endLine(r, r.at + 3);
  const root = r.column < 0 ? undefined : blockNode(r, 0);
  if (r.column >= 0) giveUp(r);
  const { comments, steps, indentedSequences, flushSequences } = r;
  return root && !r.gaveUp ? { root, comments, steps, indentedSequences, flushSequences } : undefined;
}

/** Goes to the end of the text, where every loop stops. */
function giveUp(r: Reading): undefined {
  r.gaveUp = true;
  r.at = r.text.length;
  r.lineEnd = r.at;
  r.column = -1;
  return undefined;
}

/** Goes to the next line that has content, from the line that begins at `start`. */
function nextLine(r: Reading, start: number): void {
  const { text } = r;
  for (let from = start; from < text.length; from = r.lineEnd + 1) {
    let at = from;
    while (text.charCodeAt(at) === SPACE) at++;
    const end = text.indexOf('\n', at);
    r.lineEnd = end < 0 ? text.length : end;
    if (at === r.lineEnd) continue;
    if (text.charCodeAt(at) === HASH) r.comments.push({ start: at, end: r.lineEnd });
    else if (r.hasTabs && text.slice(at, r.lineEnd).includes('\t')) giveUp(r);
    else {
      r.at = at;
      r.column = at - from;
      return;
    }
  }
  r.at = text.length;
  r.column = -1;
}

/** Ends the line, and goes to the next. */
function endLine(r: Reading, from: number): void {
  readComment(r, from);
  if (!r.gaveUp) nextLine(r, r.lineEnd + 1);
}

/** Reads the rest of the line from `from` on, which may only have a comment. */
function readComment(r: Reading, from: number): void {
  const at = skipSpaces(r, from);
  if (at === r.lineEnd) return;
  if (r.text.charCodeAt(at) !== HASH || at === from) giveUp(r);
  else r.comments.push({ start: at, end: r.lineEnd });
}

function skipSpaces({ text, lineEnd }: Reading, from: number): number {
  let at = from;
  while (at < lineEnd && text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** The collection that begins at the current place. */
function blockNode(r: Reading, depth: number): YamlNode | undefined {
  if (depth > DEEPEST) return giveUp(r);
  if (isItem(r)) return sequence(r, depth);
  const colon = colonOf(r);
  return colon < 0 ? giveUp(r) : map(r, colon, depth);
}

/** Whether a dash of a sequence is at the current place. */
const isItem = ({ text, at, lineEnd }: Reading): boolean =>
  text.charCodeAt(at) === DASH && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE);

/** The offset of the colon behind the key at the current place; -1 if there is no key. */
function colonOf({ text, at, lineEnd }: Reading): number {
  const close = closingQuote(text, at, lineEnd);
  if (close > at) return text.charCodeAt(close + 1) === COLON && isBlank(text, close + 2, lineEnd) ? close + 1 : -1;
  if (!isKeyStart(text, at)) return -1;
  for (let i = at + 1; i < lineEnd; i++) {
    const c = text.charCodeAt(i);
    if (c === HASH && text.charCodeAt(i - 1) === SPACE) return -1;
    if (c === COLON && isBlank(text, i + 1, lineEnd)) return text.charCodeAt(i - 1) === SPACE ? -1 : i;
  }
  return -1;
}

/** A letter, a digit, `_`, `/`, or a dot that does not begin the end of a document. */
function isKeyStart(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  const lower = c | 32;
  return (
    (lower >= 97 && lower <= 122) || (c >= 47 && c <= 57) || c === 95 || (c === 46 && text.charCodeAt(at + 1) !== 46)
  );
}

function map(r: Reading, firstColon: number, depth: number): YamlMap {
  const { column, at: start } = r;
  const entries: YamlEntry[] = [];
  let end = start;
  for (let colon = firstColon; colon >= 0; colon = r.column === column ? colonOf(r) : -1) {
    const entry = mapEntry(r, colon, column, depth);
    entries.push(entry);
    end = entry.span.end;
  }
  if (r.column >= column) giveUp(r);
  return { type: 'map', flow: false, entries, merges: [], span: { start, end } };
}

function mapEntry(r: Reading, colon: number, column: number, depth: number): YamlEntry {
  const { text, at: start } = r;
  const isQuoted = !isKeyStart(text, start);
  const key = isQuoted ? quotedText(text, start, colon) : text.slice(start, colon);
  if (key === undefined) giveUp(r);
  const value = entryValue(r, colon + 1, column, depth);
  return {
    key: key ?? '',
    keySpan: { start, end: colon },
    value,
    span: { start, end: value ? value.span.end : colon + 1 },
  };
}

/** The value behind the colon of an entry whose key is at `column`. */
function entryValue(r: Reading, from: number, column: number, depth: number): YamlNode | undefined {
  const at = skipSpaces(r, from);
  if (at < r.lineEnd && r.text.charCodeAt(at) !== HASH) return inlineNode(r, at, column);
  endLine(r, from);
  const inner = r.column;
  if (inner < column || (inner === column && !isItem(r))) return undefined;
  const value = blockNode(r, depth + 1);
  if (value?.type === 'map') r.steps.set(inner - column, (r.steps.get(inner - column) ?? 0) + 1);
  else if (inner > column) r.indentedSequences++;
  else r.flushSequences++;
  return value;
}

function sequence(r: Reading, depth: number): YamlSeq {
  const { column, at: start } = r;
  const items: YamlItem[] = [];
  let end = start;
  while (r.column === column && isItem(r)) {
    const dash = r.at;
    const value = itemValue(r, column, depth);
    end = value ? value.span.end : dash + 1;
    items.push({ value, span: { start: dash, end } });
  }
  if (r.column > column) giveUp(r);
  return { type: 'seq', flow: false, items, span: { start, end } };
}

/** The value behind the dash at the current place, which is at `column`. */
function itemValue(r: Reading, column: number, depth: number): YamlNode | undefined {
  const dash = r.at;
  const at = skipSpaces(r, dash + 1);
  if (at === r.lineEnd || r.text.charCodeAt(at) === HASH) {
    endLine(r, dash + 1);
    return r.column > column ? blockNode(r, depth + 1) : undefined;
  }
  r.at = at;
  r.column += at - dash;
  return isItem(r) || colonOf(r) >= 0 ? blockNode(r, depth + 1) : inlineNode(r, at, column);
}

/** The scalar or flow collection that begins at `at`, in a collection at `column`. */
function inlineNode(r: Reading, at: number, column: number): YamlNode | undefined {
  const { text, lineEnd } = r;
  const header = headerLength(text, at);
  if (header > 0) return linesBelow(r, { start: at, end: at + header }, column);
  const node = flowNode(text, at, lineEnd, 0) ?? plainScalar(text, at, lineEnd);
  if (!node) return giveUp(r);
  endLine(r, node.span.end);
  return node;
}

/** The block scalar with a header at `header`. */
function linesBelow(r: Reading, header: Span, column: number): YamlScalar | undefined {
  readComment(r, header.end);
  const start = r.lineEnd + 1;
  const body = r.gaveUp ? undefined : blockBody(r.text, start, column);
  if (!body) return giveUp(r);
  nextLine(r, body.next);
  return blockScalar(r.text, header, { start, end: body.end }, column);
}
