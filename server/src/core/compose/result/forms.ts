/** Changes one form of a Compose value to another, to merge values of two forms. Every node keeps the span that decides it. */
import { entryAt, mapAt, stringAt } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import {
  asMap,
  isNull,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlSeq,
} from '../../yaml/node.ts';

export const seqAt = (items: readonly YamlItem[], span: Span): YamlSeq => ({ type: 'seq', flow: false, items, span });

/** A list as it is; any other value as a list of it; the entries of a map as `KEY=value`. */
export function asItems(node: YamlNode): readonly YamlItem[] {
  if (node.type === 'seq') return node.items;
  if (node.type === 'scalar') return isNull(node) ? [] : [{ value: node, span: node.span }];
  return node.entries.map(({ key, value, span }) => {
    const text = value?.type === 'scalar' && !isNull(value) ? `${key}=${value.text}` : key;
    return { value: stringAt(text, span), span };
  });
}

/** A map as it is; a list of `KEY=value` as a map. `KEY` alone has no value. */
export function asPairs(node: YamlNode): YamlMap {
  const map = asMap(node);
  if (map) return map;
  const entries = asItems(node).flatMap(({ value, span }): YamlEntry[] => {
    if (value?.type !== 'scalar') return [];
    const { text, style } = value;
    const cut = text.indexOf('=');
    if (cut < 0) return [entryAt(text, undefined, span)];
    const first = value.span.start + (style === 'single' || style === 'double' ? 1 : 0);
    const isAsWritten = value.span.end - value.span.start === text.length + 2 * (first - value.span.start);
    const part = (start: number, end: number): Span =>
      isAsWritten ? { start: first + start, end: first + end } : value.span;
    const given = { ...value, text: text.slice(cut + 1), value: text.slice(cut + 1), span: part(cut + 1, text.length) };
    return [{ key: text.slice(0, cut), keySpan: part(0, cut), value: given, span }];
  });
  return mapAt(entries, node.span);
}

/** A map as it is; a list of names, or one name, as a map from each to `settings`. */
export function asNamed(node: YamlNode, settings?: (at: Span) => YamlNode): YamlMap {
  const map = asMap(node);
  if (map) return map;
  const entries = asItems(node).flatMap(({ value, span }) =>
    value?.type === 'scalar' ? [entryAt(value.text, settings?.(span), span)] : [],
  );
  return mapAt(entries, node.span);
}

/** `build: DIR` as `build: {context: DIR}`. */
export const asBuild = (node: YamlNode): YamlNode =>
  node.type === 'scalar' && !isNull(node) ? mapAt([entryAt('context', node, node.span)], node.span) : node;

/** A value as data that prints equal values equally. */
export function plain(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'seq') return node.items.map(({ value }) => plain(value));
  return Object.fromEntries([...node.entries].sort(byKey).map(({ key, value }) => [key, plain(value)]));
}

const byKey = (a: YamlEntry, b: YamlEntry): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Whether two values hold the same. */
export const isEqual = (a: YamlNode | undefined, b: YamlNode | undefined): boolean =>
  a === b || JSON.stringify(plain(a)) === JSON.stringify(plain(b));
