/** What differs between two trees, key by key. */
import { type InputMap, isEmpty, isInputMap, isList, type YamlInput } from '../../yaml/edit/plain.ts';
import type { YamlNode } from '../../yaml/node.ts';

/** Keys of maps and indexes of lists, from the root of a document. */
export type TreePath = readonly (string | number)[];

/** A value that is set, or removed (`undefined`). A new map is one change for each of its values. */
export interface TreeChange {
  readonly path: TreePath;
  readonly value: YamlInput | undefined;
}

/** A node as plain values. What a template action decides is the action's text; merge keys are left out. */
export function plainOf(node: YamlNode | undefined): YamlInput {
  if (!node) return null;
  if (node.type === 'scalar') return node.templated ? node.text : node.value;
  if (node.type === 'seq') return node.items.map((item) => plainOf(item.value));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
}

/** The changes that lead from one tree to the other. A list that loses one item is one change; any other change of its length replaces it. */
export function treeChanges(before: YamlInput, after: YamlInput, path: TreePath = []): TreeChange[] {
  if (isInputMap(before) && isInputMap(after) && !(isEmpty(after) && !isEmpty(before))) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => {
      if (!Object.hasOwn(after, key)) return [{ path: [...path, key], value: undefined }];
      if (!Object.hasOwn(before, key)) return added(after[key]!, [...path, key]);
      return treeChanges(before[key]!, after[key]!, [...path, key]);
    });
  }
  if (isList(before) && isList(after)) {
    if (before.length === after.length) return after.flatMap((item, i) => treeChanges(before[i]!, item, [...path, i]));
    const gone = before.findIndex((item, i) => !sameTree(item, after[i] ?? null));
    if (before.length === after.length + 1 && sameTree(before.toSpliced(gone, 1), after))
      return [{ path: [...path, gone], value: undefined }];
  }
  if (before === null && isInputMap(after)) return added(after, path);
  return sameTree(before, after) ? [] : [{ path, value: after }];
}

function added(value: YamlInput, path: TreePath): TreeChange[] {
  if (!isInputMap(value) || isEmpty(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, below]) => added(below, [...path, key]));
}

export function sameTree(a: YamlInput, b: YamlInput): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => sameTree(item, b[i]!));
  if (!isInputMap(a)) return Object.is(a, b);
  if (!isInputMap(b) || isList(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameTree(a[key]!, b[key]!))
  );
}

/** The tree after a change. */
export function changedTree(tree: YamlInput, { path, value }: TreeChange): YamlInput {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (isList(tree)) {
    if (typeof key !== 'number') return tree;
    if (rest.length === 0 && value === undefined) return tree.toSpliced(key, 1);
    return tree.map((item, i) => (i === key ? changedTree(item, { path: rest, value }) : item));
  }
  const map: InputMap = isInputMap(tree) ? tree : {};
  if (rest.length > 0 || value !== undefined)
    return { ...map, [key]: changedTree(map[key] ?? null, { path: rest, value }) };
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}
