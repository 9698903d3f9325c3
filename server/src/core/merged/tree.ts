/** Changes of YAML trees that keep every node's own span. Nodes are never changed in place: trees share what is equal. */
import type { Span } from '../text/span.ts';
import {
  isNull,
  lastOf,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { coreValue } from '../yaml/scalar.ts';

/** A string that no file holds as it is. `at`: the span of the text that decides it. */
export const stringAt = (text: string, at: Span): YamlScalar => ({
  type: 'scalar',
  text,
  value: text,
  style: 'plain',
  span: at,
});

/** A plain scalar with the value that YAML gives it: `3` is a number. */
export const plainAt = (text: string, at: Span): YamlScalar => ({
  type: 'scalar',
  text,
  value: coreValue(text),
  style: 'plain',
  span: at,
});

/** A scalar whose value is not known. `text` is as much of it as is known. */
export const unknownAt = (text: string, at: Span): YamlScalar => ({ ...stringAt(text, at), templated: true });

export const mapAt = (entries: readonly YamlEntry[], at: Span): YamlMap => ({
  type: 'map',
  flow: false,
  entries,
  merges: [],
  span: at,
});

/** An entry that one span decides as a whole. */
export const entryAt = (key: string, value: YamlNode | undefined, at: Span): YamlEntry => ({
  key,
  keySpan: at,
  value,
  span: at,
});

/** The value at a path of keys; an index (`0`) leads into a sequence. `undefined` where there is none. */
export function valueAt(node: YamlNode | undefined, path: readonly string[]): YamlNode | undefined {
  let here = node;
  for (const key of path) {
    if (here?.type === 'map') here = lastOf(here, key)?.value;
    else if (here?.type === 'seq') here = here.items[Number(key)]?.value;
    else return undefined;
  }
  return here;
}

/** The text of the scalar at a path; '' where there is none, or it is null. */
export function textAt(node: YamlNode | undefined, ...path: readonly string[]): string {
  const found = valueAt(node, path);
  return found?.type === 'scalar' && !isNull(found) ? found.text : '';
}

/** The map with this entry in the place of the one with the same key, else at its end. */
export function withEntry(map: YamlMap, entry: YamlEntry): YamlMap {
  const index = map.entries.findIndex((e) => e.key === entry.key);
  return { ...map, entries: index < 0 ? [...map.entries, entry] : map.entries.with(index, entry) };
}

export const withoutKey = (map: YamlMap, key: string): YamlMap => ({
  ...map,
  entries: map.entries.filter((e) => e.key !== key),
});

/** The map with another value for a key. The entry keeps its key's span; a new one is decided by `at` as a whole. */
export function withValue(map: YamlMap, key: string, value: YamlNode, at: Span): YamlMap {
  return withEntry(map, entryAt(key, value, at));
}

/**
 * Changes the values at a path of keys. A sequence on the way stands for each of its items.
 * @param create an empty map is made for each key that is missing or null, and `change` gets `undefined` for the last
 * @param change gets the value and returns another one, or `undefined` to leave all as it is
 * @param at the span of what is made on the way
 */
export function changeAt(
  node: YamlNode,
  path: readonly string[],
  create: boolean,
  change: (value: YamlNode | undefined) => YamlNode | undefined,
  at: Span,
): YamlNode {
  if (node.type === 'seq') return changedItems(node, (value) => changeAt(value, path, create, change, at));
  const [key, ...rest] = path;
  if (key === undefined || node.type !== 'map') return node;
  const before = lastOf(node, key);
  const value = before?.value;
  if (isNull(value) && !create) return node;
  const base = isNull(value) && rest.length > 0 ? mapAt([], at) : value;
  const now =
    rest.length > 0 && base ? changeAt(base, rest, create, change, at) : change(isNull(value) ? undefined : value);
  if (now === undefined || now === value) return node;
  const isMade = before === undefined || rest.length === 0;
  return withEntry(node, isMade ? entryAt(key, now, before ? hull(before, now) : at) : { ...before, value: now });
}

/** The span of an entry whose value is replaced: where its new value stands. */
const hull = (_before: YamlEntry, now: YamlNode): Span => now.span;

/** The sequence with changed items; those without a value stay. */
export function changedItems<T extends { readonly items: readonly YamlItem[] }>(
  seq: T,
  change: (value: YamlNode) => YamlNode,
): T {
  let differs = false;
  const items = seq.items.map((item) => {
    const now = item.value && change(item.value);
    if (now === item.value) return item;
    differs = true;
    return { ...item, value: now };
  });
  return differs ? { ...seq, items } : seq;
}

/** Calls `change` for every scalar below a node. `keys`: the keys that lead to it, without positions in sequences. */
export function changedScalars(
  node: YamlNode,
  change: (scalar: YamlScalar, keys: readonly string[]) => YamlScalar,
  keys: readonly string[] = [],
): YamlNode {
  if (node.type === 'scalar') return change(node, keys);
  if (node.type === 'seq') return changedItems(node, (value) => changedScalars(value, change, keys));
  let differs = false;
  const entries = node.entries.map((entry) => {
    const now = entry.value && changedScalars(entry.value, change, [...keys, entry.key]);
    if (now === entry.value) return entry;
    differs = true;
    return { ...entry, value: now };
  });
  return differs ? { ...node, entries } : node;
}
