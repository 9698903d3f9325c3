/** Resolves YAML that no reader gives a special meaning: anchors, aliases and merge keys are followed, types are kept. */
import type { Lens } from '../../../server/src/core/yaml/lens.ts';
import type { YamlScalar } from '../../../server/src/core/yaml/node.ts';
import { coreValue } from '../../../server/src/core/yaml/scalar.ts';
import { list, map, type Resolved, type ResolvedItem, value } from './model.ts';

/** Deeper values are compared as text. */
const MAX_DEPTH = 64;

/** A scalar's text. A string that would read as a number, a boolean or null without quotes keeps them. */
export function scalarText(node: YamlScalar): string {
  if (node.templated || node.value === null || typeof node.value !== 'string') return node.text;
  return typeof coreValue(node.text) === 'string' ? node.text : JSON.stringify(node.text);
}

/** How the readers of a format treat some of its parts. */
export interface YamlReading {
  /** The model of the part at `from`, if it is special. `path`: the keys that lead to it; an item adds `[]`. */
  readonly special?: (from: Lens, path: readonly string[]) => Resolved | undefined;
  /** The name of an item of the list at `path`; '' for none. */
  readonly label?: (item: Lens, path: readonly string[]) => string;
  /** Keys without a value are like missing ones. */
  readonly nullsAreAbsent: boolean;
}

/** The model of a value; `undefined` where nothing is written, or a null that is like nothing. */
export function resolveYaml(from: Lens, reading: YamlReading, path: readonly string[] = []): Resolved | undefined {
  if (!from.at) return undefined;
  const special = reading.special?.(from, path);
  if (special) return special;
  const { node } = from;
  if (from.absent) return reading.nullsAreAbsent && path.at(-1) !== '[]' ? undefined : value('null');
  if (node?.type === 'scalar') return value(tagged(node.tag) + scalarText(node));
  if (path.length > MAX_DEPTH) return value('…');
  if (node?.type === 'map') {
    const entries = from.entries().map((e) => [e.key, resolveYaml(e, reading, [...path, e.key])] as const);
    return map(node.tag ? [...entries, ['tag', value(node.tag)]] : entries);
  }
  return list(from.items().map((item) => itemOf(item, reading, path)));
}

const tagged = (tag: string | undefined): string => (tag === undefined || tag.startsWith('!!') ? '' : `${tag} `);

function itemOf(item: Lens, reading: YamlReading, path: readonly string[]): ResolvedItem {
  const label = reading.label?.(item, path) ?? '';
  const one = resolveYaml(item, reading, [...path, '[]']) ?? value('null');
  return { label, same: label === '' ? JSON.stringify(plain(one)) : label, value: one };
}

/** A model as data that prints equal models equally. */
export function plain(one: Resolved): unknown {
  if (one.kind === 'value') return one.text;
  if (one.kind === 'list') return one.items.map((item) => plain(item.value));
  const entries = [...one.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

/** Plain YAML: of settings and of files that no reader knows. */
export const PLAIN: YamlReading = { nullsAreAbsent: false };
