/** `replacements:` copies a value of one object, or a text, to fields of others. Source: `api/filters/replacement` of Kustomize. */

import { entryAt, mapAt, stringAt, textAt, unknownAt, valueAt, withEntry } from '../../merged/tree.ts';
import type { Item, Lens } from '../../yaml/lens.ts';
import { asScalar, isNull, lastOf, type YamlNode } from '../../yaml/node.ts';
import { effectiveNamespace, type Identity, identitiesOf, type Resource } from './identity.ts';
import { selectionOf } from './selector.ts';
import { setRoot } from './transform.ts';

/** Applies one replacement. Returns whether all of it was done. A value that is not found is unknown where it is copied to. */
export function replace(resources: readonly Resource[], replacement: Lens): boolean {
  const found = sourceValue(resources, replacement);
  const value = found ?? unknownAt('', replacement.at ?? { start: 0, end: 0 });
  let isDone = found !== undefined;
  for (const target of replacement.get('targets').items()) {
    const selection = selectionOf(target.get('select'));
    const rejected = target.get('reject').items().map(selectionOf);
    if (!selection || rejected.some((one) => !one)) {
      isDone = false;
      continue;
    }
    const paths = target
      .get('fieldPaths')
      .items()
      .map((path) => path.text ?? '');
    for (const resource of resources) {
      if (!selection(resource) || rejected.some((one) => one!(resource))) continue;
      for (const path of paths.length > 0 ? paths : ['metadata.name'])
        setRoot(resource, withReplaced(resource.root, keysIn(path), value, target.get('options')));
    }
  }
  return isDone;
}

function sourceValue(resources: readonly Resource[], replacement: Lens): YamlNode | undefined {
  const literal = replacement.get('sourceValue');
  if (literal.text !== undefined) return stringAt(literal.text, literal.at);
  const source = replacement.get('source');
  const found = resources.filter((r) => identitiesOf(r).some((id) => isNamed(id, source)));
  const value =
    found.length === 1 ? lookUp(found[0]!.root, keysIn(source.get('fieldPath').text ?? 'metadata.name')) : undefined;
  const delimiter = source.get('options', 'delimiter').text;
  const text = asScalar(value);
  if (delimiter === undefined || !text) return value;
  const part = text.text.split(delimiter)[Number(source.get('options', 'index').text ?? 0)];
  return part === undefined ? undefined : { ...text, text: part, value: part };
}

/** The first value at a path whose keys may choose an item by a field: `[name=web]`. */
function lookUp(node: YamlNode | undefined, path: readonly string[]): YamlNode | undefined {
  const [key, ...rest] = path;
  if (key === undefined || !node) return node;
  const chosen = CHOICE.exec(key);
  if (node.type === 'seq' && chosen)
    return lookUp(node.items.find(({ value }) => textAt(value, chosen[1]!) === chosen[2])?.value, rest);
  return lookUp(valueAt(node, [key]), rest);
}

const CHOICE = /^\[([^=\]]+)=(.*)\]$/;

/** Whether the fields of a source name this object. */
function isNamed(id: Identity, source: Lens): boolean {
  const fits = (key: string, value: string): boolean => {
    const { text } = source.get(key);
    return !text || text === value;
  };
  return (
    fits('group', id.group) &&
    fits('version', id.version) &&
    fits('kind', id.kind) &&
    fits('name', id.name) &&
    fits('namespace', effectiveNamespace(id))
  );
}

/** `a.b.[name=x].c\.d` and `a.[b.c].d` in their parts. */
function keysIn(path: string): string[] {
  const out: string[] = [];
  let part = '';
  let inside = false;
  for (let i = 0; i < path.length; i++) {
    const c = path[i]!;
    if (c === '\\' && path[i + 1] === '.') part += path[++i]!;
    else if (c === '.' && !inside) {
      out.push(part);
      part = '';
    } else {
      if (c === '[') inside = true;
      if (c === ']') inside = false;
      part += c;
    }
  }
  return [...out, part].map((key) => (/^\[[^=]*\]$/.test(key) ? key.slice(1, -1) : key));
}

function withReplaced(node: YamlNode, path: readonly string[], value: YamlNode, options: Lens): YamlNode {
  const [key, ...rest] = path;
  if (key === undefined) return inserted(node, value, options);
  const chosen = CHOICE.exec(key);
  if (node.type === 'seq') {
    const isHere = (item: YamlNode | undefined, n: number): boolean =>
      key === '*' || key === String(n) || (chosen !== null && textAt(item, chosen[1]!) === chosen[2]);
    const items = node.items.map((item, n) =>
      item.value && isHere(item.value, n) ? { ...item, value: withReplaced(item.value, rest, value, options) } : item,
    );
    return { ...node, items };
  }
  if (node.type !== 'map') return node;
  const entry = lastOf(node, key);
  const create = options.get('create').scalar?.value === true;
  if (!entry || isNull(entry.value)) {
    if (!create) return node;
    const below =
      rest.length === 0
        ? inserted(undefined, value, options)
        : withReplaced(mapAt([], value.span), rest, value, options);
    return withEntry(node, entryAt(key, below, value.span));
  }
  const now = withReplaced(entry.value!, rest, value, options);
  if (now === entry.value) return node;
  return withEntry(node, rest.length === 0 ? entryAt(key, now, now.span) : { ...entry, value: now });
}

/** The value in the place of another one, or in the part of its text that `delimiter` and `index` choose. */
function inserted(before: YamlNode | undefined, value: YamlNode, options: Lens): YamlNode {
  const delimiter = options.get('delimiter').text;
  const [old, now] = [asScalar(before), asScalar(value)];
  if (!delimiter || !now) return now && old?.style === 'double' ? { ...now, value: now.text, style: 'double' } : value;
  const parts = (old?.text ?? '').split(delimiter);
  const index = Number(options.get('index').text ?? 0);
  if (index < 0) parts.unshift(now.text);
  else if (index >= parts.length) parts.push(now.text);
  else parts[index] = now.text;
  return {
    ...stringAt(parts.join(delimiter), now.span),
    ...(now.templated || old?.templated ? { templated: true } : {}),
  };
}

/** Whether a replacement stands in the kustomization itself, and not in a file. */
export const isInline = (replacement: Item): boolean => replacement.get('path').absent;
