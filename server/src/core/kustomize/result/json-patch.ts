/** JSON patches (RFC 6902) on YAML trees. A node that a patch adds keeps its place in the patch. */

import { textAt, valueAt, withEntry, withoutKey } from '../../merged/tree.ts';
import type { Span } from '../../text/span.ts';
import { asSeq, lastOf, type YamlItem, type YamlMap, type YamlNode } from '../../yaml/node.ts';

/** What a step leaves of a node; `undefined` if it cannot be applied. */
type Step = (parent: YamlNode, key: string) => YamlNode | undefined;

/**
 * Applies the operations of a patch in order.
 * @returns the object, and how many operations could not be applied
 */
export function jsonPatch(target: YamlMap, patch: YamlNode): { readonly root: YamlMap; readonly failed: number } {
  let root: YamlNode = target;
  let failed = 0;
  for (const { value } of asSeq(patch)?.items ?? []) {
    const now: YamlNode | undefined = value?.type === 'map' ? applied(root, value) : undefined;
    if (now?.type === 'map') root = now;
    else failed++;
  }
  return { root: root as YamlMap, failed };
}

function applied(root: YamlNode, operation: YamlMap): YamlNode | undefined {
  const path = pointer(textAt(operation, 'path'));
  const from = pointer(textAt(operation, 'from'));
  const entry = lastOf(operation, 'value');
  const value = entry?.value;
  const at = entry?.span ?? operation.span;
  switch (textAt(operation, 'op')) {
    case 'add':
      return path.length === 0 ? value : changed(root, path, insert(value, at));
    case 'replace':
      return path.length === 0 ? value : changed(root, path, replace(value, at));
    case 'remove':
      return changed(root, path, remove);
    case 'copy':
    case 'move': {
      const moved = valueAt(root, from);
      const rest = textAt(operation, 'op') === 'move' ? changed(root, from, remove) : root;
      return moved && rest && changed(rest, path, insert(moved, operation.span));
    }
    case 'test':
      return root;
    default:
      return undefined;
  }
}

const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function changed(node: YamlNode, path: readonly string[], last: Step): YamlNode | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (rest.length === 0) return last(node, key);
  if (node.type === 'map') {
    const entry = lastOf(node, key);
    const value = entry?.value && changed(entry.value, rest, last);
    return entry && value && withEntry(node, { ...entry, value });
  }
  if (node.type === 'scalar') return undefined;
  const index = indexIn(node.items, key);
  const item = index === undefined ? undefined : node.items[index];
  const value = item?.value && changed(item.value, rest, last);
  return item && value && { ...node, items: node.items.with(index!, { ...item, value }) };
}

function indexIn(items: readonly unknown[], key: string): number | undefined {
  if (!/^-?\d+$/.test(key)) return undefined;
  const index = Number(key);
  const from = index < 0 ? items.length + index : index;
  return from >= 0 && from <= items.length ? from : undefined;
}

const itemAt = (value: YamlNode | undefined, at: Span): YamlItem => ({ value, span: value?.span ?? at });

const insert =
  (value: YamlNode | undefined, at: Span): Step =>
  (parent, key) => {
    if (parent.type === 'map') return withEntry(parent, { key, keySpan: at, value, span: at });
    if (parent.type === 'scalar') return undefined;
    const index = key === '-' ? parent.items.length : indexIn(parent.items, key);
    return index === undefined ? undefined : { ...parent, items: parent.items.toSpliced(index, 0, itemAt(value, at)) };
  };

const replace =
  (value: YamlNode | undefined, at: Span): Step =>
  (parent, key) => {
    // Kustomize's library replaces a key that is missing, unlike the standard.
    if (parent.type === 'map') return withEntry(parent, { key, keySpan: at, value, span: at });
    if (parent.type === 'scalar') return undefined;
    const index = indexIn(parent.items, key);
    if (index === undefined || index >= parent.items.length) return undefined;
    return { ...parent, items: parent.items.with(index, itemAt(value, at)) };
  };

const remove: Step = (parent, key) => {
  if (parent.type === 'map') return lastOf(parent, key) && withoutKey(parent, key);
  if (parent.type === 'scalar') return undefined;
  const index = indexIn(parent.items, key);
  if (index === undefined || index >= parent.items.length) return undefined;
  return { ...parent, items: parent.items.toSpliced(index, 1) };
};
