/** Tables of TOML as maps of YAML, filled entry by entry. */
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/node.ts';

/** A key, or a part of a dotted one. */
export interface Key {
  readonly name: string;
  readonly at: Span;
}

/** A map whose entries are still to come. */
export interface Table {
  readonly node: YamlMap;
  readonly entries: YamlEntry[];
  readonly byKey: Map<string, YamlNode>;
  readonly span: { start: number; end: number };
}

/** An empty table. The end of its span may grow. */
export const tableAt = (start: number, end: number): Table => {
  const span = { start, end };
  const entries: YamlEntry[] = [];
  return { node: { type: 'map', flow: true, entries, merges: [], span }, entries, byKey: new Map(), span };
};

/** Adds an entry. Of a key that is there already, the new value is found. */
export function put({ entries, byKey }: Table, entry: YamlEntry & { readonly value: YamlNode }): void {
  entries.push(entry);
  byKey.set(entry.key, entry.value);
}
