/** Which of a chart's values decide a part of what a template becomes. */
import type { Piece } from '../../helm/value.ts';
import type { YamlInput } from '../../yaml/edit/edit.ts';
import { lastOf, type YamlEntry, type YamlNode } from '../../yaml/node.ts';
import type { RenderedDocument } from './places.ts';
import type { TreeChange, TreePath } from './tree-changes.ts';
import { pathAt } from './values-edit.ts';

/** A change of the values, and what it is tried for: the change of the rendered tree. */
export interface ValueChange {
  readonly path: TreePath;
  readonly value: YamlInput | undefined;
  readonly makes: TreeChange;
}

/** The most values by name that are tried. */
const MOST_NAMED = 8;

interface Found {
  /** The deepest node on the path. */
  readonly node: YamlNode | undefined;
  readonly entry: YamlEntry | undefined;
  /** The number of keys that lead to it. */
  readonly depth: number;
}

function find(root: YamlNode | undefined, path: TreePath): Found {
  let [node, entry, depth]: [YamlNode | undefined, YamlEntry | undefined, number] = [root, undefined, 0];
  for (const key of path) {
    if (node?.type === 'seq' && typeof key === 'number' && node.items[key]) {
      node = node.items[key].value;
      entry = undefined;
    } else if (node?.type === 'map' && typeof key === 'string' && lastOf(node, key)) {
      entry = lastOf(node, key);
      node = entry?.value;
    } else break;
    depth++;
  }
  return { node, entry, depth };
}

/**
 * The changes of the values that may make a change of the rendered document, the likeliest first. Which one does is seen by rendering.
 * @param values the root of the chart's values
 * @param texts the texts that read the values: the template first
 */
export function valueChanges(
  change: TreeChange,
  { yaml, pieceAt }: RenderedDocument,
  values: YamlNode | undefined,
  texts: readonly string[],
): ValueChange[] {
  const { path, value } = change;
  const { node, entry, depth } = find(yaml.root, path);
  const named = (name: string): TreePath[] => namedValues(name, texts);
  const inValues = ({ piece }: { readonly piece: Piece }): TreePath | undefined =>
    piece.origin.file === 'values' ? pathAt(values, piece.origin.at) : undefined;
  const placeOf = (one: YamlNode | undefined): TreePath | undefined => one && inValues(pieceAt(one.span.start));
  const all = (paths: readonly (TreePath | undefined)[], to: YamlInput | undefined, makes = change): ValueChange[] =>
    paths.flatMap((one) => (one ? [{ path: one, value: to, makes }] : []));
  if (depth === path.length) {
    const own = placeOf(node);
    if (value === undefined) {
      const on = switchBelow(node, path);
      return [
        ...all([entry && inValues(pieceAt(entry.keySpan.start))], undefined),
        ...(entry ? [] : all([own], undefined)),
        ...(on ? all([placeOf(on.node)], false, { path: on.path, value: false }) : []),
        ...(on ? all(named(String(on.path.at(-1))), false) : []),
      ];
    }
    const part =
      node?.type === 'scalar' && typeof value === 'string'
        ? partChange(change, node.span, yaml.text, pieceAt)
        : undefined;
    const partPath = part && pathAt(values, part.origin);
    return [...(part && partPath ? [{ path: partPath, value: part.text, makes: change }] : []), ...all([own], value)];
  }
  const rest = path.slice(depth);
  const isEmpty =
    !node || (node.type === 'scalar' ? node.value === null : node.type === 'map' && node.entries.length === 0);
  const first =
    node?.type === 'map'
      ? node.entries.map((one) => inValues(pieceAt(one.keySpan.start))).find((one) => one)
      : undefined;
  const below = (base: TreePath | undefined, more: TreePath): TreePath | undefined => base && [...base, ...more];
  const owner = path[depth - 1];
  return all(
    [
      below(first?.slice(0, -1), rest),
      ...(isEmpty ? [below(placeOf(node), rest)] : []),
      ...(isEmpty && typeof owner === 'string' ? named(owner).map((one) => below(one, rest)) : []),
      ...named(String(rest[0])).map((one) => below(one, rest.slice(1))),
    ],
    value,
  );
}

/** The only value below a node, if it is `true`: to switch it off is to remove the node. */
function switchBelow(
  node: YamlNode | undefined,
  path: TreePath,
): { readonly node: YamlNode; readonly path: TreePath } | undefined {
  if (node?.type === 'scalar') return node.value === true ? { node, path } : undefined;
  const [only, ...others] = node?.type === 'map' ? node.entries : [];
  return only && others.length === 0 ? switchBelow(only.value, [...path, only.key]) : undefined;
}

/** The text that one piece of a string has to become, if only this piece changes. */
function partChange(
  { value }: TreeChange,
  at: { readonly start: number; readonly end: number },
  text: string,
  pieceAt: RenderedDocument['pieceAt'],
): { readonly text: string; readonly origin: Piece['origin']['at'] } | undefined {
  const written = text.slice(at.start, at.end);
  const quotes = /^["']/.test(written) ? 1 : 0;
  const old = written.slice(quotes, written.length - quotes);
  const now = String(value);
  if (old === '' || old === now || /["'\\]/.test(old)) return undefined;
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const from = at.start + quotes;
  // What is added between two pieces belongs to the one before.
  const { piece, start: begin } = pieceAt(from + (start === old.length - end ? start - 1 : start));
  const [cut, to] = [from + start - begin, from + old.length - end - begin];
  if (piece.origin.file !== 'values' || cut < 0 || to > piece.text.length) return undefined;
  const middle = now.slice(start, now.length - end);
  return { text: piece.text.slice(0, cut) + middle + piece.text.slice(to), origin: piece.origin.at };
}

/** The values whose name ends with a key: `.Values.podSecurityContext` for `securityContext`. */
function namedValues(key: string, texts: readonly string[]): TreePath[] {
  const end = key.toLowerCase();
  const out = new Map<string, TreePath>();
  for (const text of texts)
    for (const [, path = ''] of text.matchAll(/\.Values((?:\.\w+)+)/g))
      if (path.toLowerCase().endsWith(end)) out.set(path, path.slice(1).split('.'));
  return [...out.values()].slice(0, MOST_NAMED);
}
