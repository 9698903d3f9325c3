/**
 * The one way to read YAML. A lens is a node together with the place that leads to it. Below an alias or a merge key the nodes are written
 * elsewhere in the file, at the anchor. `via` then is the place of that alias or merge key: a finding about *this* container belongs there,
 * because several containers may share one anchor. Nothing here throws: a missing node, or one of another type, gives `NOTHING`.
 *
 * A lens has methods, so that steps read in their order, `container.lens.get('env').items()`, and short names (`at`, `text`, `items`) stay
 * free for local variables. It is a class because one file needs thousands of lenses: methods on a prototype cost nothing per object.
 */
import type { Span } from '../text/span.ts';
import {
  asMap,
  asSeq,
  isNull,
  lastOf,
  readable,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlSeq,
  type YamlUnit,
} from './node.ts';

/** The node at some place, or `NOTHING`. A check of `at`, `absent`, `text`, `map` or `seq` narrows the type. */
export type Lens = Found | Nothing;

/** How many more entries and items may be read. Aliases of aliases can make a small text arbitrarily large. */
interface Budget {
  left: number;
}

/** A budget that no text of this length can use up without aliases. */
const budgetFor = (length: number): Budget => ({ left: 10_000 + 2 * length });

const MAX_MERGE_DEPTH = 50;

/** A place in the document: the root, the value of a key, or an item. Fields are only declared: defining them first makes reading a sixth slower. */
export class Found {
  /** `undefined` when nothing follows the colon. */
  declare readonly node: YamlNode | undefined;
  /** The first alias or merge key on the way; `undefined` when there is none. */
  declare readonly via: Span | undefined;
  /**
   * Key and value (or its alias), the item with its dash, or the root. Below an alias or merge key: that alias or merge key. Unit-relative.
   */
  declare readonly at: Span;
  /** The entry that has this value, as written (below an alias or merge key: at the anchor). `undefined` for roots and items. */
  declare readonly entry: YamlEntry | undefined;
  /** `undefined` before entries or items are read. Each read that starts here then gets a budget of its own. */
  declare private readonly budget: Budget | undefined;

  constructor(
    node: YamlNode | undefined,
    via: Span | undefined,
    at: Span,
    budget: Budget | undefined,
    entry?: YamlEntry,
  ) {
    this.node = node;
    this.via = via;
    this.at = at;
    this.entry = entry;
    this.budget = budget;
  }

  /** The key, or the alias or merge key on the way to it. `at` when there is no key. */
  get keyAt(): Span {
    const { entry, at } = this;
    return entry && at === entry.span ? entry.keySpan : at;
  }

  /** The value, or the alias or merge key on the way to it. `at` when there is no value. */
  get valueAt(): Span {
    return this.via ?? this.node?.span ?? this.at;
  }

  /** Nothing follows the colon, or a plain `null` or `~`. Compose and Kubernetes treat both like a missing key. */
  get absent(): boolean {
    return isNull(this.node);
  }

  get hidden(): false {
    return false;
  }

  /** A template supplies the value, or may add entries or items to it. */
  get more(): boolean {
    const { node } = this;
    if (node?.type === 'scalar') return node.templated === true;
    return node?.open === true || (node?.type === 'map' && node.merges.some(({ map }) => map.open === true));
  }

  get map(): YamlMap | undefined {
    return asMap(this.node);
  }

  get seq(): YamlSeq | undefined {
    return asSeq(this.node);
  }

  /** A scalar that is neither null nor templated. */
  get scalar(): YamlScalar | undefined {
    return readable(this.node);
  }

  /** The text of `scalar`. */
  get text(): string | undefined {
    return readable(this.node)?.text;
  }

  /** The value at a path of keys. A map's own key (the last of duplicates) wins over keys that `<<` merges in. */
  get(...path: readonly string[]): Lens {
    let here: Found = this;
    for (const key of path) {
      const next = here.step(key);
      if (!next) return here.more ? HIDDEN : NOTHING;
      here = next;
    }
    return here;
  }

  private step(key: string): Entry | undefined {
    const { node, via } = this;
    if (node?.type !== 'map') return undefined;
    const own = lastOf(node, key);
    if (own) return new Entry(own, via, this.budget);
    return node.merges.length === 0 ? undefined : this.merged(node, key, via, new Set(), 0);
  }

  private merged(
    map: YamlMap,
    key: string,
    via: Span | undefined,
    seen: Set<YamlMap>,
    depth: number,
  ): Entry | undefined {
    if (depth > MAX_MERGE_DEPTH) return undefined;
    for (const merge of map.merges) {
      if (seen.has(merge.map)) continue;
      seen.add(merge.map);
      const here = lastOf(merge.map, key);
      if (here) return new Entry(here, via ?? merge.at, this.budget);
      const deeper = this.merged(merge.map, key, via ?? merge.at, seen, depth + 1);
      if (deeper) return deeper;
    }
    return undefined;
  }

  /** Every entry, each key once. Merged entries come after the map's own. Empty when this is not a map. */
  entries(): readonly Entry[] {
    const map = this.map;
    if (!map) return [];
    const budget = this.spend(map);
    const out = new Map<string, Entry>();
    const seen = new Set<YamlMap>();
    const visit = (m: YamlMap, via: Span | undefined, depth: number): void => {
      if (seen.has(m) || depth > MAX_MERGE_DEPTH) return;
      seen.add(m);
      // The last of duplicate keys wins.
      const last = new Map<string, YamlEntry>();
      for (const e of m.entries) {
        if (budget.left-- <= 0) return;
        last.set(e.key, e);
      }
      for (const [key, e] of last) if (!out.has(key)) out.set(key, new Entry(e, via, budget));
      for (const merge of m.merges) visit(merge.map, via ?? merge.at, depth + 1);
    };
    visit(map, this.via, 0);
    return [...out.values()];
  }

  /** The items of a sequence without empty ones. Empty when this is not a sequence. */
  items(): readonly Item[] {
    const seq = this.seq;
    if (!seq) return [];
    const budget = this.spend(seq);
    const out: Item[] = [];
    for (const item of seq.items) {
      if (budget.left-- <= 0) break;
      if (item.value) out.push(new Item(item, item.value, this.via, budget));
    }
    return out;
  }

  private spend({ span }: YamlNode): Budget {
    return this.budget ?? budgetFor(span.end - span.start);
  }
}

/** An entry of a map; the lens is on its value. */
export class Entry extends Found {
  declare readonly entry: YamlEntry;

  constructor(entry: YamlEntry, via: Span | undefined, budget: Budget | undefined) {
    super(entry.value, via ?? entry.alias, via ?? entry.span, budget, entry);
  }

  get key(): string {
    return this.entry.key;
  }
}

/** An item of a sequence; the lens is on its value. */
export class Item extends Found {
  declare readonly node: YamlNode;
  /** The item as written (below an alias or merge key: at the anchor). */
  declare readonly item: YamlItem;

  constructor(item: YamlItem, value: YamlNode, via: Span | undefined, budget: Budget | undefined) {
    super(value, via ?? item.alias, via ?? item.span, budget);
    this.item = item;
  }
}

const UNWRITTEN = {
  ...{ node: undefined, via: undefined, at: undefined, entry: undefined, keyAt: undefined, valueAt: undefined },
  ...{ map: undefined, seq: undefined, scalar: undefined, text: undefined, more: false },
} as const;

/** The lens of a place where nothing is written. `hidden`: a template may write something here. */
export type Nothing = typeof UNWRITTEN & {
  readonly absent: true;
  readonly hidden: boolean;
  get(...path: readonly string[]): Nothing;
  entries(): readonly Entry[];
  items(): readonly Item[];
};

const nothing = { ...UNWRITTEN, absent: true, entries: () => [], items: () => [] } as const;
export const NOTHING: Nothing = { ...nothing, hidden: false, get: () => NOTHING };
const HIDDEN: Nothing = { ...nothing, hidden: true, get: () => HIDDEN };

/** The lens of a node, to start reading or to keep in a model. `via` is the alias or merge key on the way to the node. */
export function lens(node: YamlNode, via?: Span): Found;
export function lens(node: YamlNode | undefined, via?: Span): Lens;
export function lens(node: YamlNode | undefined, via?: Span): Lens {
  return node ? new Found(node, via, via ?? node.span, undefined) : NOTHING;
}

/** The lens of a unit's root, to read the unit once. Everything that is read from it shares one budget. */
export const lensOf = ({ root, text }: YamlUnit): Lens =>
  root ? new Found(root, undefined, root.span, budgetFor(text.length)) : NOTHING;
