/** Findings of rules over all files, by file and unit. */
import type { Unit } from '../domain/unit.ts';
import type { WorkspaceStore } from '../workspace/index.ts';
import type { Raw } from './raw.ts';
import type { FoundAt as Item } from './run-rules.ts';

type ByUnit = ReadonlyMap<Unit, readonly Raw[]>;

export interface FindingsByFile {
  /** Replaces the findings of one namespace. */
  replace(old: readonly Item[], now: readonly Item[]): void;
  /** The findings in each unit of a file, in the order of the rules. The same objects while their places stay the same. */
  in(path: string): ByUnit;
}

interface InFile {
  readonly items: Set<Item>;
  /** The findings by unit, and the file's moves (`movesIn`) that they are valid for. */
  units: ByUnit | undefined;
  moves: number;
}

const NONE: ByUnit = new Map();

export function findingsByFile(store: WorkspaceStore): FindingsByFile {
  const files = new Map<string, InFile>();
  const raws = new WeakMap<Item, Raw>();
  const rawOf = (item: Item): Raw => {
    const { meta, finding } = item;
    const { place, whole, route, ...rest } = finding;
    const before = raws.get(item);
    if (before?.finding.at === place.at && before.covers === whole.at) return before;
    const raw = { meta, route, covers: whole.at, finding: { ...rest, at: place.at } };
    raws.set(item, raw);
    return raw;
  };
  const grouped = (items: Iterable<Item>): ByUnit => {
    const units = new Map<Unit, Raw[]>();
    for (const item of [...items].sort((a, b) => (a.meta.id < b.meta.id ? -1 : a.meta.id > b.meta.id ? 1 : 0))) {
      const { unit } = item.finding.place;
      const there = units.get(unit);
      if (there) there.push(rawOf(item));
      else units.set(unit, [rawOf(item)]);
    }
    return units;
  };
  const fileOf = (path: string): InFile => {
    const known = files.get(path) ?? { items: new Set(), units: undefined, moves: 0 };
    files.set(path, known);
    known.units = undefined;
    return known;
  };
  return {
    replace(old, now) {
      for (const item of old) {
        const { path } = item.finding.place.unit;
        const file = fileOf(path);
        file.items.delete(item);
        if (file.items.size === 0) files.delete(path);
      }
      for (const item of now) fileOf(item.finding.place.unit.path).items.add(item);
    },
    in(path) {
      const file = files.get(path);
      if (!file) return NONE;
      const moves = store.movesIn(path);
      if (!file.units || file.moves !== moves) {
        file.units = grouped(file.items);
        file.moves = moves;
      }
      return file.units;
    },
  };
}
