/**
 * Finding values in YAML maps together with the place that leads to them. Once an alias or a merge key has been followed, everything
 * below lies elsewhere in the file; `via` then keeps the place of the alias or merge, which is where a finding about *this* container
 * belongs (several containers may share one anchor).
 */
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar } from './node.ts';

/** A node and how it was reached: `via` is the first alias or merge key on the way, `undefined` when none. */
export interface Lens {
  readonly node: YamlNode | undefined;
  readonly via: Span | undefined;
}

/** The value of a map's key. */
export interface Found extends Lens {
  readonly entry: YamlEntry;
  /** Key and value, or the alias or merge key that led there. */
  readonly at: Span;
}

/** An item of a sequence. */
export interface FoundItem extends Lens {
  readonly item: YamlItem;
  /** As `YamlItem.span`, or the alias or merge key that led there. */
  readonly at: Span;
}

/** How many entries and items may still be read: aliases of aliases can make a small text arbitrarily large. */
export interface Budget {
  left: number;
}

/** A budget that no text without aliases can use up. */
export const budgetFor = (text: string): Budget => ({ left: 10_000 + 2 * text.length });

const MAX_MERGE_DEPTH = 50;

/** Nothing written, or a plain `null` or `~`: the same as no key at all, both to Compose and to Kubernetes. */
export const isNull = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.type === 'scalar' && node.value === null && !node.templated);

function own(map: YamlMap, key: string): YamlEntry | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const e = map.entries[i];
    if (e?.key === key) return e;
  }
  return undefined;
}

const found = (entry: YamlEntry, via: Span | undefined): Found => ({
  node: entry.value,
  via: via ?? entry.alias,
  entry,
  at: via ?? entry.span,
});

function merged(
  map: YamlMap,
  key: string,
  via: Span | undefined,
  seen: Set<YamlMap>,
  depth: number,
): Found | undefined {
  if (depth > MAX_MERGE_DEPTH) return undefined;
  for (const merge of map.merges) {
    if (seen.has(merge.map)) continue;
    seen.add(merge.map);
    const here = own(merge.map, key);
    if (here) return found(here, via ?? merge.at);
    const deeper = merged(merge.map, key, via ?? merge.at, seen, depth + 1);
    if (deeper) return deeper;
  }
  return undefined;
}

/** The value of `key`: the map's own (the last of duplicates), else that of its merges. */
export function find(from: Lens | undefined, key: string): Found | undefined {
  const map = from?.node;
  if (map?.type !== 'map') return undefined;
  const here = own(map, key);
  if (here) return found(here, from?.via);
  return map.merges.length === 0 ? undefined : merged(map, key, from?.via, new Set(), 0);
}

/** The value at a path of keys. */
export function seek(from: Lens | undefined, ...path: string[]): Found | undefined {
  let here: Lens | undefined = from;
  let last: Found | undefined;
  for (const key of path) {
    last = find(here, key);
    if (!last) return undefined;
    here = last;
  }
  return last;
}

/** Where a value is written as seen from here: the alias or merge key that led to it, else the value itself. */
export const writtenAt = (from: Lens | undefined): Span | undefined => from?.via ?? from?.node?.span;

/** Every entry, each key once, merged ones after the map's own; none when it is not a map. */
export function entriesOf(from: Lens | undefined, budget: Budget): Found[] {
  const map = from?.node;
  if (map?.type !== 'map') return [];
  const out = new Map<string, Found>();
  const seen = new Set<YamlMap>();
  const visit = (m: YamlMap, via: Span | undefined, depth: number): void => {
    if (seen.has(m) || depth > MAX_MERGE_DEPTH) return;
    seen.add(m);
    // Of duplicates the last counts.
    const last = new Map<string, YamlEntry>();
    for (const e of m.entries) {
      if (budget.left-- <= 0) return;
      last.set(e.key, e);
    }
    for (const [key, e] of last) if (!out.has(key)) out.set(key, found(e, via));
    for (const merge of m.merges) visit(merge.map, via ?? merge.at, depth + 1);
  };
  visit(map, from?.via, 0);
  return [...out.values()];
}

/** The items of a sequence, empty ones left out; none when it is not a sequence. */
export function itemsOf(from: Lens | undefined, budget: Budget): FoundItem[] {
  const seq = from?.node;
  const out: FoundItem[] = [];
  if (seq?.type !== 'seq') return out;
  for (const item of seq.items) {
    if (budget.left-- <= 0) break;
    if (item.value) out.push({ node: item.value, via: from?.via ?? item.alias, item, at: from?.via ?? item.span });
  }
  return out;
}

/** Where a scalar's text stands: without its quotes. Of block scalars the whole, with the `|`. */
export function contentSpan(node: YamlScalar, text: string): Span {
  const { start, end } = node.span;
  const quote = node.style === 'single' ? "'" : node.style === 'double' ? '"' : '';
  if (quote !== '' && end - start >= 2 && text[start] === quote && text[end - 1] === quote)
    return { start: start + 1, end: end - 1 };
  return node.span;
}

/** The span of `[start, end)` of a scalar's text: exact when it is written without escapes or folds, else the whole content. */
export function partSpan(node: YamlScalar, text: string, start: number, end: number): Span {
  const content = contentSpan(node, text);
  if (content.end - content.start !== node.text.length || !text.startsWith(node.text, content.start)) return content;
  return { start: content.start + start, end: content.start + end };
}
