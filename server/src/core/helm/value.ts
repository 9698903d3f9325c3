/** Values of Helm templates. Each knows the place that decides it, and what cannot be known is a value too. */
import type { Span } from '../text/span.ts';
import { asMap, isNull, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/node.ts';

/** A place in the template or in the chart's values. */
export interface Origin {
  readonly file: 'template' | 'values';
  readonly at: Span;
}

/** A part of a printed text. */
export interface Piece {
  readonly text: string;
  readonly origin: Origin;
  /** The text stands at its origin character by character. */
  readonly exact: boolean;
  /** An action whose output is not known. It stands for itself. */
  readonly isAction: boolean;
}

export type Value =
  | { readonly type: 'unknown' }
  | { readonly type: 'nil' }
  | { readonly type: 'text'; readonly pieces: readonly Piece[] }
  | { readonly type: 'number'; readonly value: number; readonly origin: Origin | undefined }
  | { readonly type: 'boolean'; readonly value: boolean; readonly origin: Origin | undefined }
  | { readonly type: 'map'; readonly entries: ReadonlyMap<string, Member>; readonly origin: Origin | undefined }
  | { readonly type: 'list'; readonly items: readonly Value[]; readonly origin: Origin | undefined };

/** The value of a key, with the place of the key. */
export interface Member {
  readonly value: Value;
  readonly key: Origin | undefined;
}

/** The place of what no file of the templates decides, such as the chart's name: where it is printed. */
export const NOWHERE: Origin = { file: 'template', at: { start: 0, end: 0 } };

export const UNKNOWN: Value = { type: 'unknown' };
/** A map that templates change: its content is not known. A template that changes it again changes no known value. */
export const CHANGED: Value = { type: 'unknown' };
export const NIL: Value = { type: 'nil' };

export const textOf = (value: Value): string | undefined =>
  value.type === 'text' && !value.pieces.some((p) => p.isAction) ? value.pieces.map((p) => p.text).join('') : undefined;

export const textAt = (text: string, origin: Origin): Value => ({
  type: 'text',
  pieces: [{ text, origin, exact: false, isAction: false }],
});

/** The place that decides a value; the last part of a text that says something. */
export function originOf(value: Value): Origin | undefined {
  if (value.type === 'text') return (value.pieces.findLast((p) => /\w/.test(p.text)) ?? value.pieces.at(-1))?.origin;
  return 'origin' in value ? value.origin : undefined;
}

/** Whether an `if` takes the value as true; `undefined` if that is not known. Source: Go `text/template`, "if". */
export function truthOf(value: Value): boolean | undefined {
  if (value.type === 'unknown') return undefined;
  if (value.type === 'nil') return false;
  if (value.type === 'map') return value.entries.size > 0;
  if (value.type === 'list') return value.items.length > 0;
  if (value.type !== 'text') return value.value !== 0 && value.value !== false;
  if (value.pieces.some((p) => !p.isAction && p.text !== '')) return true;
  return value.pieces.length > 0 && value.pieces.some((p) => p.isAction) ? undefined : false;
}

/** The most nodes of a values file that are read. */
const MOST_NODES = 50_000;

/** Words that are booleans in YAML 1.1, by which Helm reads values. */
const BOOLEANS = /^(?:y|yes|on|n|no|off)$/i;

/**
 * The values of a chart. What aliases make too large is unknown.
 * @param unsure keys whose values are unknown wherever they stand
 */
export function valuesOf(root: YamlNode | undefined, text: string, unsure: ReadonlySet<string>): Value {
  let left = MOST_NODES;
  const read = (node: YamlNode | undefined): Value => {
    if (isNull(node)) return NIL;
    if (!node || left-- < 0) return UNKNOWN;
    const origin: Origin = { file: 'values', at: node.span };
    if (node.type === 'seq')
      return node.open ? UNKNOWN : { type: 'list', items: node.items.map((item) => read(item.value)), origin };
    if (node.type === 'map') {
      const entries = new Map<string, Member>();
      for (const { key, keySpan, value } of entriesOf(node))
        entries.set(key, { value: unsure.has(key) ? CHANGED : read(value), key: { file: 'values', at: keySpan } });
      return node.open ? UNKNOWN : { type: 'map', entries, origin };
    }
    if (node.tag !== undefined) return UNKNOWN;
    const { value } = node;
    if (typeof value === 'boolean') return { type: 'boolean', value, origin };
    if (typeof value === 'number') return numberAt(node.text, origin);
    if (node.style === 'plain' && BOOLEANS.test(node.text))
      return { type: 'boolean', value: /^(?:y|yes|on)$/i.test(node.text), origin };
    const written = text.slice(node.span.start, node.span.end);
    const quotes = node.style === 'single' || node.style === 'double' ? 1 : 0;
    const exact = written.slice(quotes, written.length - quotes) === node.text;
    const at = exact ? { start: node.span.start + quotes, end: node.span.end - quotes } : node.span;
    const place: Origin = { file: 'values', at };
    return { type: 'text', pieces: [{ text: node.text, origin: place, exact, isAction: false }] };
  };
  return root ? read(root) : { type: 'map', entries: new Map(), origin: undefined };
}

/** A number that both versions of YAML read alike. */
const numberAt = (text: string, origin: Origin): Value =>
  /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text) ? { type: 'number', value: Number(text), origin } : UNKNOWN;

/** The entries of a map with those that it merges in. */
function entriesOf(map: YamlMap): readonly YamlEntry[] {
  const out = new Map<string, YamlEntry>();
  for (const { map: merged } of [...map.merges].reverse())
    for (const entry of asMap(merged)?.entries ?? []) out.set(entry.key, entry);
  for (const entry of map.entries) out.set(entry.key, entry);
  return [...out.values()];
}

/** A field of a map. A field of nothing is an error, so the result is not known. */
export const fieldOf = (from: Value, name: string): Value =>
  from.type === 'map' ? (from.entries.get(name)?.value ?? NIL) : UNKNOWN;

/** What `index` gives for one key or number. Nothing, and what is not there in a list, are errors. */
export function itemOf(from: Value, at: Value): Value {
  if (from.type === 'list' && at.type === 'number') return from.items[at.value] ?? UNKNOWN;
  const name = textOf(at);
  return name === undefined ? UNKNOWN : fieldOf(from, name);
}

/** The keys and values that a `range` visits; maps by their keys. */
export function membersOf(list: Value): (readonly [Value, Value])[] | undefined {
  if (list.type === 'nil') return [];
  if (list.type === 'list')
    return list.items.map((value, n) => [{ type: 'number', value: n, origin: undefined }, value] as const);
  if (list.type !== 'map') return undefined;
  return [...list.entries.keys()].sort().map((key) => {
    const { value, key: origin } = list.entries.get(key)!;
    const at: Origin = origin ?? list.origin ?? NOWHERE;
    return [{ type: 'text', pieces: [{ text: key, origin: at, exact: false, isAction: false }] }, value] as const;
  });
}
