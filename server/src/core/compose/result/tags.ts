/** The tags `!reset` and `!override`. Source: compose-go `loader/reset.go`, v2.16.2, read on 2026-11-30. */
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/node.ts';

/** The keys that lead to a value which an earlier file may not add to. */
export type Cleared = readonly string[];

/** A document without the values that it resets, and what it clears in earlier ones. */
export function withoutTags(root: YamlMap): { readonly root: YamlMap; readonly cleared: readonly Cleared[] } {
  const cleared: Cleared[] = [];
  const visit = (node: YamlNode, path: readonly string[]): YamlNode | undefined => {
    if (node.tag === '!reset' || node.tag === '!override') cleared.push(path);
    if (node.tag === '!reset') return undefined;
    if (node.tag === '!override') {
      const { tag: _, tagSpan: __, ...rest } = node;
      return rest;
    }
    if (node.type === 'seq') {
      const items = node.items.flatMap((item, i) => {
        const value = item.value && visit(item.value, [...path, String(i)]);
        return item.value && !value ? [] : [{ ...item, value }];
      });
      return { ...node, items };
    }
    return node.type === 'map' ? visitMap(node, path) : node;
  };
  const visitMap = (map: YamlMap, path: readonly string[]): YamlMap => ({
    ...map,
    entries: map.entries.flatMap((e): YamlEntry[] => {
      const value = e.value && visit(e.value, [...path, e.key]);
      return e.value && !value ? [] : [{ ...e, value }];
    }),
  });
  return { root: visitMap(root, []), cleared };
}

/** A value of an earlier file without what a later one clears in it. `path`: the keys that lead to the value. */
export function withoutCleared(node: YamlNode, cleared: readonly Cleared[], path: readonly string[]): YamlNode {
  if (cleared.length === 0 || node.type !== 'map') return node;
  const entries = node.entries.flatMap((e): YamlEntry[] => {
    const at = [...path, e.key];
    if (isCleared(cleared, at)) return [];
    return [{ ...e, value: e.value && withoutCleared(e.value, cleared, at) }];
  });
  return { ...node, entries };
}

/** Whether a file clears the value at these keys. */
export const isCleared = (cleared: readonly Cleared[], path: readonly string[]): boolean =>
  cleared.some((one) => one.length === path.length && one.every((key, i) => key === path[i]));
