/** Writes a value into the text of a chart's values. */
import { applyEdits } from '../../text/edits.ts';
import { contains, type Span } from '../../text/span.ts';
import { deleteItem, deleteKey, setPath, setScalar, type YamlInput } from '../../yaml/edit/edit.ts';
import { lastOf, type YamlNode } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { TreePath } from './tree-changes.ts';

/** Where the node or the key at a span stands. `undefined` if the span is in no entry, or behind an alias. */
export function pathAt(root: YamlNode | undefined, at: Span): TreePath | undefined {
  const path: (string | number)[] = [];
  let here = root;
  while (here && here.type !== 'scalar' && !(here.span.start === at.start && here.span.end === at.end)) {
    if (here.type === 'seq') {
      const index = here.items.findIndex((item) => !item.alias && item.value && contains(item.value.span, at));
      if (index < 0) return undefined;
      path.push(index);
      here = here.items[index]!.value;
      continue;
    }
    const entry = here.entries.find((one) => contains(one.span, at));
    if (!entry || entry.alias || entry.explicit || lastOf(here, entry.key) !== entry) return undefined;
    path.push(entry.key);
    here = contains(entry.keySpan, at) ? undefined : entry.value;
  }
  return path.length > 0 ? path : undefined;
}

/** The node at a path; `undefined` if there is none. */
export function nodeAt(root: YamlNode | undefined, path: TreePath): YamlNode | undefined {
  let here = root;
  for (const key of path) {
    if (here?.type === 'seq' && typeof key === 'number') here = here.items[key]?.value;
    else if (here?.type === 'map' && typeof key === 'string') here = lastOf(here, key)?.value;
    else return undefined;
  }
  return here;
}

/** The text with another value at a path, or without it; `undefined` if it cannot be written there. */
export function writtenAt(text: string, path: TreePath, value: YamlInput | undefined): string | undefined {
  const yaml = parseYaml(text);
  const last = path.findLastIndex((key) => typeof key === 'number');
  const from = nodeAt(yaml.root, path.slice(0, last + 1));
  const keys = path.slice(last + 1).map(String);
  const index = path[last];
  const edits = (): ReturnType<typeof setPath> => {
    if (keys.length > 0 && value !== undefined) return from?.type === 'map' ? setPath(yaml, from, keys, value) : [];
    if (keys.length > 0) {
      const map = nodeAt(from, keys.slice(0, -1));
      return map?.type === 'map' ? deleteKey(yaml, map, keys.at(-1)!, { prune: false }) : [];
    }
    const list = nodeAt(yaml.root, path.slice(0, last));
    if (value === undefined && list?.type === 'seq' && typeof index === 'number') return deleteItem(yaml, list, index);
    return from?.type === 'scalar' && typeof value === 'string' ? setScalar(yaml, from, value) : [];
  };
  const all = yaml.problems.length > 0 ? [] : edits();
  return all.length > 0 ? applyEdits(text, all) : undefined;
}
