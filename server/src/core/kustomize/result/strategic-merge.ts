/**
 * Strategic merge patches, as Kustomize applies them: new items of a list come first, unknown kinds merge maps and replace lists.
 * Source: `sigs.k8s.io/kustomize/kyaml/yaml/merge2` and `walk`.
 */

import { textAt, withEntry, withoutKey } from '../../merged/tree.ts';
import {
  isNull,
  lastOf,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlSeq,
} from '../../yaml/node.ts';
import { identityOf } from './identity.ts';
import { hasSchema, mergeKeys } from './merge-keys.ts';

/** The keys by which the list at a path is merged; `undefined`: it is replaced. */
type KeysAt = (path: readonly string[]) => readonly string[] | undefined;

type Directive = 'delete' | 'replace' | 'merge';

/** The object after a patch; `undefined` if the patch deletes it. The object keeps its kind, name and namespace: the caller sees to it. */
export function strategicMerge(target: YamlMap, patch: YamlMap): YamlMap | undefined {
  const { group, version, kind } = identityOf(target);
  const known = hasSchema(group, version);
  const keysAt: KeysAt = (path) => (known ? mergeKeys(kind, path) : undefined);
  const merged = merge(target, patch, [], keysAt);
  return merged?.type === 'map' ? merged : undefined;
}

function merge(
  target: YamlNode | undefined,
  patch: YamlNode | undefined,
  path: readonly string[],
  keysAt: KeysAt,
): YamlNode | undefined {
  if (patch === undefined) return target;
  if (isNull(patch)) return undefined;
  if (isNull(target)) return added(patch, path, keysAt);
  if (target?.type === 'map' && patch.type === 'map') return mergeMaps(target, patch, path, keysAt);
  if (target?.type === 'seq' && patch.type === 'seq') {
    const keys = keysAt(path);
    return keys ? mergeLists(target, patch, keys, path, keysAt) : patch;
  }
  return added(patch, path, keysAt);
}

/** A part of a patch where the target has nothing: without directives and nulls. */
function added(patch: YamlNode, path: readonly string[], keysAt: KeysAt): YamlNode | undefined {
  if (patch.type === 'map') {
    if (directiveOf(patch) === 'delete') return undefined;
    return mergeMaps({ ...patch, entries: [] }, withoutKey(patch, '$patch'), path, keysAt);
  }
  const keys = patch.type === 'seq' && keysAt(path);
  return keys ? mergeLists({ ...patch, items: [] } as YamlSeq, patch as YamlSeq, keys, path, keysAt) : patch;
}

function mergeMaps(target: YamlMap, patch: YamlMap, path: readonly string[], keysAt: KeysAt): YamlMap | undefined {
  const directive = directiveOf(patch);
  if (directive === 'delete') return undefined;
  const own = withoutKey(patch, '$patch');
  if (directive === 'replace') return added(own, path, keysAt) as YamlMap;
  const entries: YamlEntry[] = [];
  for (const entry of target.entries) {
    const change = lastOf(own, entry.key);
    if (!change) {
      entries.push(entry);
      continue;
    }
    const value = merge(entry.value, change.value, [...path, entry.key], keysAt);
    if (value === undefined) continue;
    // Where only a part of the value changes, the target's key still leads to it.
    const isPart = value.type !== 'scalar' && value.span === entry.value?.span;
    entries.push(isPart ? { ...entry, value } : { ...change, value });
  }
  for (const change of own.entries) {
    if (isDirective(change.key) || lastOf(target, change.key)) continue;
    const value =
      change.value && !isNull(change.value) ? added(change.value, [...path, change.key], keysAt) : undefined;
    if (value !== undefined) entries.push({ ...change, value });
  }
  return { ...target, entries };
}

function mergeLists(
  target: YamlSeq,
  patch: YamlSeq,
  keys: readonly string[],
  path: readonly string[],
  keysAt: KeysAt,
): YamlSeq | undefined {
  // `- $patch: replace` alone is about the list.
  const about = patch.items.find(
    ({ value }) => value?.type === 'map' && value.entries.length === 1 && directiveOf(value),
  );
  const directive = about?.value?.type === 'map' ? directiveOf(about.value) : undefined;
  if (directive === 'delete') return undefined;
  const changes = patch.items.filter((item) => item !== about);
  const before = directive === 'replace' ? [] : [...target.items];
  const first: YamlItem[] = [];
  for (const item of changes) {
    if (!item.value) continue;
    const index = before.findIndex((one) => one.value && isMatch(one.value, item.value!, keys));
    const [found] = index < 0 ? [] : before.splice(index, 1);
    const value = found
      ? keyed(merge(found.value, item.value, path, keysAt), found.value, keys)
      : added(item.value, path, keysAt);
    if (value === undefined || (value.type === 'map' && value.entries.length === 0)) continue;
    first.push(found && value.type !== 'scalar' ? { ...found, value } : { ...item, value });
  }
  return { ...target, items: [...first, ...before] };
}

/** An item with the key fields of the target: the patch repeats them only to name it. */
function keyed(
  item: YamlNode | undefined,
  target: YamlNode | undefined,
  keys: readonly string[],
): YamlNode | undefined {
  if (item?.type !== 'map' || target?.type !== 'map') return item;
  return keys.reduce<YamlMap>((map, key) => {
    const own = lastOf(target, key);
    return own && lastOf(map, key) ? withEntry(map, own) : map;
  }, item);
}

/** Whether two items of a list are the same one. With several keys, one that is missing may be any. */
function isMatch(a: YamlNode, b: YamlNode, keys: readonly string[]): boolean {
  if (a.type === 'scalar' && b.type === 'scalar') return a.text === b.text;
  if (a.type !== 'map' || b.type !== 'map') return false;
  let common = false;
  for (const key of keys) {
    const [left, right] = [textAt(a, key), textAt(b, key)];
    if (left === right) common ||= left !== '';
    else if (left !== '' && right !== '') return false;
  }
  return common;
}

function directiveOf(patch: YamlMap): Directive | undefined {
  const text = textAt(patch, '$patch');
  return text === 'delete' || text === 'replace' || text === 'merge' ? text : undefined;
}

/** Kustomize reads no other directives, and leaves none of them. */
const isDirective = (key: string): boolean => key === '$patch';
