/** Facts in the order of their paths, by kind and by key. Kept by difference: a change costs as much as the facts of its file. */
import type { Fact } from './facts/facts.ts';
import type { Located } from './located.ts';

/** A name of a list of facts: a kind, alone or with a key. */
export type Shelf = Fact['kind'] | `${Fact['kind']} ${string}`;

export interface Shelves {
  /** The facts of a shelf, by path, then by place. The list does not change later. */
  list(shelf: Shelf): readonly Located<Fact>[];
  isEmpty(shelf: Shelf): boolean;
  /** The keys of a kind that some fact has. */
  keys(kind: Fact['kind']): Iterable<string>;
  /** Replaces the facts of the file at `path` on some shelves by those of `located` that belong there. */
  put(path: string, shelves: ReadonlySet<Shelf>, located: Iterable<Located<Fact>>): void;
}

interface Stored {
  /** The facts of each file. */
  readonly byPath: Map<string, readonly Located<Fact>[]>;
  /** All of them in order; `undefined` until asked for the first time. */
  list: readonly Located<Fact>[] | undefined;
}

/** The shelves that a fact belongs to. */
export const shelvesOf = ({ fact, keys }: Located<Fact>): Shelf[] => [
  fact.kind,
  ...keys.map((key): Shelf => `${fact.kind} ${key}`),
];

export function factShelves(): Shelves {
  const stored = new Map<Shelf, Stored>();
  const keysOfKind = new Map<Fact['kind'], Set<string>>();

  /** Notes that a shelf came into use or fell empty. */
  const note = (shelf: Shelf, used: boolean): void => {
    const at = shelf.indexOf(' ');
    if (at < 0) return;
    const kind = shelf.slice(0, at) as Fact['kind'];
    const keys = keysOfKind.get(kind) ?? new Set();
    keysOfKind.set(kind, keys);
    if (used) keys.add(shelf.slice(at + 1));
    else keys.delete(shelf.slice(at + 1));
  };
  const replace = (shelf: Shelf, path: string, facts: readonly Located<Fact>[] | undefined): void => {
    let one = stored.get(shelf);
    if (!one) {
      if (!facts) return;
      one = { byPath: new Map(), list: undefined };
      stored.set(shelf, one);
      note(shelf, true);
    }
    const before = one.byPath.get(path)?.length ?? 0;
    if (facts) one.byPath.set(path, facts);
    else one.byPath.delete(path);
    if (one.byPath.size === 0) {
      stored.delete(shelf);
      note(shelf, false);
    } else if (one.list) {
      const from = firstFrom(one.list, path);
      one.list = [...one.list.slice(0, from), ...(facts ?? []), ...one.list.slice(from + before)];
    }
  };

  return {
    list(shelf) {
      const one = stored.get(shelf);
      if (!one) return [];
      one.list ??= [...one.byPath.keys()].sort().flatMap((path) => one.byPath.get(path) ?? []);
      return one.list;
    },
    isEmpty: (shelf) => !stored.has(shelf),
    keys: (kind) => keysOfKind.get(kind) ?? [],
    put(path, shelves, located) {
      const groups = new Map<Shelf, Located<Fact>[]>();
      for (const l of located)
        for (const shelf of shelvesOf(l)) {
          if (!shelves.has(shelf)) continue;
          const group = groups.get(shelf);
          if (group) group.push(l);
          else groups.set(shelf, [l]);
        }
      for (const shelf of shelves) replace(shelf, path, groups.get(shelf));
    },
  };
}

/** The index of the first fact whose path is not before `path`. */
function firstFrom(list: readonly Located<Fact>[], path: string): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.place.unit.path < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
