/** Cross-file questions. A pure reducer over the facts of all units; derived tables are made on first use. */
import { isReadWhole } from '../domain/read-whole.ts';
import type { Place, Unit } from '../domain/unit.ts';
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
  /** Whether a file (candidate or auxiliary: `.gitignore`, `.env`, `.dockerignore`) is there, and its text. */
  text(path: string): string | undefined;
  dockerfile(path: string): Located<DockerfileFacts> | undefined;
  /** Compose services built from the Dockerfile at `path`. */
  servicesBuilding(path: string): readonly Located<ServiceFacts>[];
  /** Every fact of a kind, by the paths of their files and then in source order. */
  of<K extends Fact['kind']>(kind: K): readonly Located<FactOf<K>>[];
}

/** The index's writable side, for the engine. */
export interface WorkspaceStore {
  readonly index: WorkspaceIndex;
  /** Puts the facts of a file's units in the place of those that were last put for its path. */
  put(path: string, units: readonly { readonly unit: Unit; readonly facts: readonly Fact[] }[]): void;
  /** A file whose text others may ask for, judged or not; `undefined` removes it. */
  putText(path: string, text: string | undefined): void;
  setComplete(complete: boolean): void;
  /** Every unit that was put was read whole (see `read-whole.ts`): no fix needs to be kept from any. */
  isAllWhole(): boolean;
}

export function workspaceStore(): WorkspaceStore {
  const located = new Map<string, Located<Fact>[]>();
  const texts = new Map<string, string>();
  const halfRead = new Set<string>();
  let version = 0;
  let complete = false;
  let derivedAt = -1;
  let byKind = new Map<Fact['kind'], Located<Fact>[]>();
  let builders = new Map<string, Located<ServiceFacts>[]>();

  const derive = (): void => {
    if (derivedAt === version) return;
    derivedAt = version;
    byKind = new Map();
    builders = new Map();
    for (const path of [...located.keys()].sort()) {
      for (const l of located.get(path) ?? []) {
        push(byKind, l.fact.kind, l);
        if (l.fact.kind === 'service' && l.fact.build)
          push(builders, l.fact.build.dockerfile, l as Located<ServiceFacts>);
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
    dockerfile: (path) => located.get(path)?.find((l): l is Located<DockerfileFacts> => l.fact.kind === 'dockerfile'),
    servicesBuilding(path) {
      derive();
      return builders.get(path) ?? [];
    },
    of: (kind) => all(kind),
  };

  return {
    index,
    put(path, units) {
      if (units.every(({ unit }) => isReadWhole(unit))) halfRead.delete(path);
      else halfRead.add(path);
      const fresh = units.flatMap(({ unit, facts }) => facts.map((fact) => locate(unit, fact)));
      const old = located.get(path) ?? [];
      if (old.length === fresh.length && fresh.every((f, i) => sameMeaning(f.fact, old[i]!.fact))) {
        for (const [i, f] of fresh.entries()) move(old[i]!, f);
        return;
      }
      version++;
      if (fresh.length > 0) located.set(path, fresh);
      else located.delete(path);
    },
    putText(path, text) {
      // Only auxiliary files count as news: judged files tell what they have to tell through their facts.
      const known = texts.has(path);
      if (known !== (text !== undefined) || (isAuxiliary(path) && texts.get(path) !== text)) version++;
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
    },
    isAllWhole: () => halfRead.size === 0,
    setComplete(now) {
      if (now !== complete) version++;
      complete = now;
    },
  };
}

/** Files that are read for what they say to others, whether they are judged themselves (`.env`) or not. */
export const isAuxiliary = (path: string): boolean =>
  /(^|\/)(\.gitignore|[^/]*\.dockerignore|\.dockerignore|\.env(\.[\w.-]+)?)$/.test(path);

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
