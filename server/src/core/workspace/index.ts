/** Answers questions across files. A pure reducer over the facts of all units; derived tables are built on first use. */
import { isFullyParsed } from '../domain/editable.ts';
import type { Place, Unit } from '../domain/unit.ts';
import { isSupporting } from '../files/file-kinds.ts';
import { commonItems } from '../text/common-ends.ts';
import type { ServiceFacts } from './facts/compose.ts';
import type { DockerfileFacts } from './facts/dockerfile.ts';
import type { Fact, FactOf } from './facts/facts.ts';
import { sameMeaning } from './reconcile.ts';

/** A fact and its place. `place` and `whole` stay the same objects as long as the fact has the same meaning. */
export interface Located<F extends Fact> {
  fact: F;
  readonly place: Place;
  /** The whole object or service. */
  readonly whole: Place;
}

export interface WorkspaceIndex {
  /** Rises with every change that may change an answer. */
  readonly version: number;
  /** Every candidate file below the root was read within the limits, so absence can be concluded. */
  readonly complete: boolean;
  /** The text of a file, if it exists: a checked file or an auxiliary one (`.gitignore`, `.dockerignore`). */
  text(path: string): string | undefined;
  dockerfile(path: string): Located<DockerfileFacts> | undefined;
  /** Compose services built from the Dockerfile at `path`. */
  servicesBuilding(path: string): readonly Located<ServiceFacts>[];
  /** Every fact of a kind, ordered by path, then by place in the file. */
  of<K extends Fact['kind']>(kind: K): readonly Located<FactOf<K>>[];
}

/** A part of the index that an answer depends on: the facts of a kind, the set of files, whether the set is complete, or anything. */
export type Topic = Fact['kind'] | 'file' | 'complete' | 'anything';

/** The index's writable side, for the engine. */
export interface WorkspaceStore {
  readonly index: WorkspaceIndex;
  /** Rises with every change that may change an answer about the topic. */
  versionOf(topic: Topic): number;
  /** Rises whenever a kept place moves, to another unit or within its unit. */
  readonly moves: number;
  /** Replaces the facts of the file at `path` by those of `units`. Units that are already there cost nothing. */
  put(path: string, units: readonly WithFacts[]): void;
  /** Stores the text of a file for `text`, checked or not; `undefined` removes it. */
  putText(path: string, text: string | undefined): void;
  setComplete(complete: boolean): void;
  /** Every unit was read whole (see `read-whole.ts`), so no fix needs to be withheld. */
  isAllWhole(): boolean;
}

interface WithFacts {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
}

/** The units of a file and the facts of each. */
interface Entry {
  readonly units: readonly WithFacts[];
  readonly located: readonly (readonly Located<Fact>[])[];
}

export function workspaceStore(): WorkspaceStore {
  const entries = new Map<string, Entry>();
  const texts = new Map<string, string>();
  const versions = new Map<Topic, number>();
  /** Number of units that were not read whole. */
  let halfRead = 0;
  let version = 0;
  let moves = 0;
  let complete = false;
  let derivedAt = -1;
  let byKind = new Map<Fact['kind'], Located<Fact>[]>();
  let builders = new Map<string, Located<ServiceFacts>[]>();

  const news = (topics: Iterable<Topic>): void => {
    version++;
    for (const topic of [...topics, 'anything' as const]) versions.set(topic, (versions.get(topic) ?? 0) + 1);
  };
  const derive = (): void => {
    if (derivedAt === version) return;
    derivedAt = version;
    byKind = new Map();
    builders = new Map();
    for (const path of [...entries.keys()].sort()) {
      for (const located of entries.get(path)?.located ?? []) {
        for (const l of located) {
          push(byKind, l.fact.kind, l);
          if (l.fact.kind === 'service' && l.fact.build)
            push(builders, l.fact.build.dockerfile, l as Located<ServiceFacts>);
        }
      }
    }
  };
  const all = <K extends Fact['kind']>(kind: K): Located<FactOf<K>>[] => {
    derive();
    return (byKind.get(kind) ?? []) as Located<FactOf<K>>[];
  };

  const index: WorkspaceIndex = {
    get version() {
      return version;
    },
    get complete() {
      return complete;
    },
    text: (path) => texts.get(path),
    dockerfile: (path) =>
      entries.get(path)?.located[0]?.find((l): l is Located<DockerfileFacts> => l.fact.kind === 'dockerfile'),
    servicesBuilding(path) {
      derive();
      return builders.get(path) ?? [];
    },
    of: (kind) => all(kind),
  };

  return {
    index,
    versionOf: (topic) => versions.get(topic) ?? 0,
    get moves() {
      return moves;
    },
    put(path, units) {
      const old = entries.get(path) ?? { units: [], located: [] };
      const { start, end } = commonItems(old.units, units);
      const come = units.slice(start, units.length - end);
      if (come.length === 0 && units.length === old.units.length) return;
      moves++;
      const endOfGone = old.units.length - end;
      halfRead += halfReadOf(come) - halfReadOf(old.units.slice(start, endOfGone));
      const fresh = come.map(({ unit, facts }) => facts.map((fact) => locate(unit, fact)));
      const { changed, same } = compare(old.located.slice(start, endOfGone).flat(), fresh.flat());
      const between = fresh.map((list) => list.map((l) => same.get(l) ?? l));
      const located = [...old.located.slice(0, start), ...between, ...old.located.slice(endOfGone)];
      if (units.length > 0) entries.set(path, { units, located });
      else entries.delete(path);
      if (changed.size > 0) news(changed);
    },
    putText(path, text) {
      // Rules read only the texts in `texts`. Other checked files affect them through their facts.
      const known = texts.has(path);
      if (known !== (text !== undefined) || (isSupporting(path) && texts.get(path) !== text)) news(['file']);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
    },
    isAllWhole: () => halfRead === 0,
    setComplete(now) {
      if (now !== complete) news(['complete']);
      complete = now;
    },
  };
}

const halfReadOf = (units: readonly WithFacts[]): number => units.filter(({ unit }) => !isFullyParsed(unit)).length;

/**
 * Compares facts kind by kind. Facts of an unchanged kind keep their identity, because others hold references to them: `same` returns
 * the old fact, moved to the place of the new one.
 */
function compare(
  old: readonly Located<Fact>[],
  fresh: readonly Located<Fact>[],
): { readonly changed: ReadonlySet<Topic>; readonly same: ReadonlyMap<Located<Fact>, Located<Fact>> } {
  const changed = new Set<Topic>();
  const same = new Map<Located<Fact>, Located<Fact>>();
  const kinds = new Set([...old, ...fresh].map((l) => l.fact.kind));
  for (const kind of kinds) {
    const before = old.filter((l) => l.fact.kind === kind);
    const now = fresh.filter((l) => l.fact.kind === kind);
    if (before.length !== now.length || !now.every((l, i) => sameMeaning(l.fact, before[i]!.fact))) changed.add(kind);
    else
      for (const [i, l] of now.entries()) {
        move(before[i]!, l);
        same.set(l, before[i]!);
      }
  }
  return { changed, same };
}

function locate(unit: Unit, fact: Fact): Located<Fact> {
  return { fact, place: { unit, at: fact.at }, whole: { unit, at: 'whole' in fact ? fact.whole : fact.at } };
}

function move(to: Located<Fact>, from: Located<Fact>): void {
  to.fact = from.fact;
  to.place.unit = from.place.unit;
  to.place.at = from.place.at;
  to.whole.unit = from.whole.unit;
  to.whole.at = from.whole.at;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
