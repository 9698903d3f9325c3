/** Reading `YamlNode`s by path. Nothing here throws: a missing or differently shaped node gives `undefined`. */
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';

/** The entry for `key`: the map's own first (the last of duplicates, as Kubernetes and Compose read them), then its merges'. */
export function entry(map: YamlNode | undefined, key: string, depth = 0): YamlEntry | undefined {
  if (map?.type !== 'map' || depth > 20) return undefined;
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const e = map.entries[i];
    if (e?.key === key) return e;
  }
  for (const m of map.merges) {
    const found = entry(m.map, key, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The node at `path`, a list of keys. */
export function at(node: YamlNode | undefined, ...path: string[]): YamlNode | undefined {
  let here = node;
  for (const key of path) here = entry(here, key)?.value;
  return here;
}

/** `node` if it is of that type. */
export const asMap = (node: YamlNode | undefined): YamlMap | undefined => (node?.type === 'map' ? node : undefined);
export const asSeq = (node: YamlNode | undefined): YamlSeq | undefined => (node?.type === 'seq' ? node : undefined);
export const asScalar = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' ? node : undefined;

/** The text of a scalar that is neither null nor templated. */
export function text(node: YamlNode | undefined): string | undefined {
  const s = asScalar(node);
  return s && !s.templated && s.value !== null ? s.text : undefined;
}

/** Every entry of a map, its merges' included where the map has no key of that name, each key once. */
export function allEntries(map: YamlNode | undefined): YamlEntry[] {
  const found = new Map<string, YamlEntry>();
  const visit = (m: YamlMap, depth: number): void => {
    for (let i = m.entries.length - 1; i >= 0; i--) {
      const e = m.entries[i];
      if (e && !found.has(e.key)) found.set(e.key, e);
    }
    if (depth < 20) for (const merge of m.merges) visit(merge.map, depth + 1);
  };
  const m = asMap(map);
  if (m) visit(m, 0);
  return [...found.values()].sort((a, b) => a.keySpan.start - b.keySpan.start);
}

/** The nodes of a sequence, in order, empty items left out. */
export function items(node: YamlNode | undefined): YamlNode[] {
  const out: YamlNode[] = [];
  for (const item of asSeq(node)?.items ?? []) if (item.value) out.push(item.value);
  return out;
}
