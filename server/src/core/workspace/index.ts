/** Cross-file questions. A pure reducer over the facts of all units; derived tables are made on first use. */
import { isReadWhole } from '../domain/read-whole.ts';
import type { Place, Unit } from '../domain/unit.ts';
import { isAsked } from '../files/file-kinds.ts';
import { commonItems } from '../text/common-ends.ts';
import type { ServiceFacts } from './facts/compose.ts';
import type { DockerfileFacts } from './facts/dockerfile.ts';
import type { Fact, FactOf } from './facts/facts.ts';
import { sameMeaning } from './reconcile.ts';

/** A fact and where it stands. `place` and `whole` keep their identity while the fact keeps its meaning. */
export interface Located<F extends Fact> {
  fact: F;
  readonly place: Place;
  /** The whole object or service. */
  readonly whole: Place;
}

export interface WorkspaceIndex {
  /** Rises when anything that another file could ask for has changed. */
  readonly version: number;
  /** Every candidate file below the root was read without exceeding a limit: absence can be concluded. */
  readonly complete: boolean;
  /** A file's text, if it is there: a judged one or one that is only asked for (`.gitignore`, `.dockerignore`). */
  text(path: string): string | undefined;
  dockerfile(path: string): Located<DockerfileFacts> | undefined;
  /** Compose services built from the Dockerfile at `path`. */
  servicesBuilding(path: string): readonly Located<ServiceFacts>[];
  /** Every fact of a kind, by the paths of their files and then in source order. */
  of<K extends Fact['kind']>(kind: K): readonly Located<FactOf<K>>[];
}

/**
 * What may be asked of the index, by what changes the answer: facts of a kind, which files there are, whether they are all, or anything
 * of it.
 */
export type Topic = Fact['kind'] | 'file' | 'complete' | 'anything';

/** The index's writable side, for the engine. */
export interface WorkspaceStore {
  readonly index: WorkspaceIndex;
  /** Rises whenever an answer about the topic may have changed. */
  versionOf(topic: Topic): number;
  /** Rises whenever a place that is kept has moved to another unit or within it. */
  readonly moves: number;
  /** Puts the facts of a file's units in the place of those that were last put for its path. Units that were there already cost nothing. */
  put(path: string, units: readonly WithFacts[]): void;
  /** A file whose text others may ask for, judged or not; `undefined` removes it. */
  putText(path: string, text: string | undefined): void;
  setComplete(complete: boolean): void;
  /** Every unit that was put was read whole (see `read-whole.ts`): no fix needs to be kept from any. */
  isAllWhole(): boolean;
}

interface WithFacts {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
}

/** The facts of a file: its units as they were put, and the facts of each. */
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
      // Only a file whose text others ask for changes what they find; other judged files matter through their facts.
      const known = texts.has(path);
      if (known !== (text !== undefined) || (isAsked(path) && texts.get(path) !== text)) news(['file']);
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

const halfReadOf = (units: readonly WithFacts[]): number => units.filter(({ unit }) => !isReadWhole(unit)).length;

/**
 * Compares facts kind by kind. Those of a kind that is the same as before keep their identity, which others hold on to: `same` gives the old one,
 * moved to where the fresh one stands.
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
