/** The values that edits can write, and their comparison with nodes. */
import type { YamlEntry, YamlNode } from '../node.ts';

/** A value that edits can write: any JSON value. */
export type YamlInput = string | number | boolean | null | readonly YamlInput[] | { readonly [key: string]: YamlInput };

export type InputMap = { readonly [key: string]: YamlInput };

export const isList = (value: YamlInput): value is readonly YamlInput[] => Array.isArray(value);
export const isInputMap = (value: YamlInput): value is InputMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isEmpty = (value: YamlInput): boolean =>
  isList(value) ? value.length === 0 : isInputMap(value) && Object.keys(value).length === 0;

/** Whether `node` already has the value `value`. Follows aliases. False for nodes with tags, merge keys or templates. */
export function sameValue(node: YamlNode | undefined, value: YamlInput): boolean {
  if (!node) return value === null;
  if (node.tag !== undefined && node.tag !== '!!str') return false;
  if (node.type === 'scalar') return !node.templated && Object.is(node.value, value);
  if (node.type === 'seq') {
    if (!isList(value) || value.length !== node.items.length) return false;
    return node.items.every((item, i) => sameValue(item.value, value[i]!));
  }
  if (!isInputMap(value) || node.merges.length > 0) return false;
  const last = new Map<string, YamlEntry>(node.entries.map((e) => [e.key, e]));
  if (last.size !== Object.keys(value).length) return false;
  return [...last].every(([key, e]) => Object.hasOwn(value, key) && sameValue(e.value, value[key]!));
}
