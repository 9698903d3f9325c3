/**
 * The resolved model of a file: what it means to the program that reads it, without comments, order of keys, quotes, anchors and the choice
 * among equal forms. Two texts with equal models do the same.
 */

export type Resolved = ResolvedValue | ResolvedMap | ResolvedList;

/** A scalar. `text` tells `80` from `"80"` where the reader does. */
export interface ResolvedValue {
  readonly kind: 'value';
  readonly text: string;
}

export interface ResolvedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Resolved>;
}

/** A list in order. An added item shifts no other: see `difference`. */
export interface ResolvedList {
  readonly kind: 'list';
  readonly items: readonly ResolvedItem[];
  /** Whether items get their number among those of the same label: `RUN 1`, `RUN 2`. Else only further ones do: `web`, `web~2`. */
  readonly numbered: boolean;
}

export interface ResolvedItem {
  /** The name of the item in a route; '' for its index. */
  readonly label: string;
  /** Items of two lists with equal `same` are one item, whatever their values are. */
  readonly same: string;
  readonly value: Resolved;
}

/** The texts of a workspace by path, relative to its root. */
export interface Texts {
  readonly text: (path: string) => string | undefined;
  readonly paths: () => Iterable<string>;
}

export const value = (text: string): ResolvedValue => ({ kind: 'value', text });

/** A map without the entries that are `undefined`. */
export const map = (entries: Iterable<readonly [string, Resolved | undefined]>): ResolvedMap => {
  const kept = new Map<string, Resolved>();
  for (const [key, one] of entries) if (one) kept.set(key, one);
  return { kind: 'map', entries: kept };
};

export const list = (items: readonly ResolvedItem[], numbered = false): ResolvedList => ({
  kind: 'list',
  items,
  numbered,
});

/** A list of texts whose items have no names: the words of a command. */
export const texts = (all: readonly string[]): ResolvedList =>
  list(all.map((text) => ({ label: '', same: text, value: value(text) })));

/** A list of names in any order, such as capabilities: a map from each name to nothing more. */
export const names = (all: readonly string[]): ResolvedMap => map(all.map((text) => [text, value('')]));

/** Entries in which later equal names get a number: `web`, `web~2`. */
export function distinct(entries: Iterable<readonly [string, Resolved]>): [string, Resolved][] {
  const times = new Map<string, number>();
  return [...entries].map(([name, one]) => {
    const nth = (times.get(name) ?? 0) + 1;
    times.set(name, nth);
    return [nth > 1 ? `${name}~${nth}` : name, one];
  });
}

/** Whether two models are equal. */
export function equal(a: Resolved | undefined, b: Resolved | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  if (a.kind === 'value') return b.kind === 'value' && a.text === b.text;
  if (a.kind === 'map')
    return (
      b.kind === 'map' &&
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, one]) => equal(one, b.entries.get(key)))
    );
  return (
    b.kind === 'list' &&
    a.items.length === b.items.length &&
    a.items.every((item, i) => item.same === b.items[i]!.same && equal(item.value, b.items[i]!.value))
  );
}

/** The part below some keys of maps. */
export const partAt = (from: Resolved | undefined, ...keys: readonly string[]): Resolved | undefined =>
  keys.reduce((here, key) => (here?.kind === 'map' ? here.entries.get(key) : undefined), from);

/** The text of a scalar below some keys, without the quotes that tell a string from a number. */
export function textAt(from: Resolved | undefined, ...keys: readonly string[]): string | undefined {
  const found = partAt(from, ...keys);
  return found?.kind === 'value' ? found.text.replace(/^"(.*)"$/, '$1') : undefined;
}

/** The entries of a map; none for other parts. */
export const entriesAt = (from: Resolved | undefined, ...keys: readonly string[]): [string, Resolved][] => {
  const found = partAt(from, ...keys);
  return found?.kind === 'map' ? [...found.entries] : [];
};

/** The values of a list; none for other parts. */
export const itemsAt = (from: Resolved | undefined, ...keys: readonly string[]): Resolved[] => {
  const found = partAt(from, ...keys);
  return found?.kind === 'list' ? found.items.map((item) => item.value) : [];
};

/** A file in both states; `undefined` where it does not exist. */
export interface FilePair {
  readonly path: string;
  readonly before: Resolved | undefined;
  readonly after: Resolved | undefined;
}
