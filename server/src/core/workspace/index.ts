/** Answers questions across files. A pure reducer over the facts of all units, kept by difference. */
import { isFullyParsed } from '../domain/editable.ts';
import type { Unit } from '../domain/unit.ts';
import { isNamed, isSupporting } from '../files/file-kinds.ts';
import { commonItems } from '../text/common-ends.ts';
import { type Topic, topicChanges } from './changes.ts';
import type { ServiceFacts } from './facts/compose.ts';
import type { DockerfileFacts } from './facts/dockerfile.ts';
import type { Fact, FactOf } from './facts/facts.ts';
import { builtFrom, keysOf } from './keys.ts';
import type { Located } from './located.ts';
import { type PlainText, plainTexts } from './plain-text.ts';
import { type Published, publishedImages } from './published-images.ts';
import { builtPublishers } from './publishers.ts';
import { compareFacts } from './reconcile.ts';
import { type Repository, sameRepository } from './repository.ts';
import { factShelves, shelvesOf } from './shelves.ts';

export type { Topic } from './changes.ts';
export type { Located } from './located.ts';

export interface WorkspaceIndex {
  /** Rises with every change that may change an answer. */
  readonly version: number;
  /** Rises with every change of a text. Only for caches of fixes: no finding is checked again when it rises. */
  readonly textVersion: number;
  /** Every candidate file below the root was read within the limits, so absence can be concluded. */
  readonly complete: boolean;
  /** What Git knows about the files; `undefined` outside of a repository, or where its data cannot be read. */
  readonly repository: Repository | undefined;
  /** The text of a file, if it exists: a checked file or an auxiliary one (`.gitignore`, `.dockerignore`). */
  text(path: string): string | undefined;
  /** The file that builds or pushes an image of this name (as Docker shows it, without tag). */
  publishedIn(image: string): Published | undefined;
  /** The first Compose file that builds an image of this publisher (`publisherOf`). */
  buildsOf(publisher: string): string | undefined;
  dockerfile(path: string): Located<DockerfileFacts> | undefined;
  /** The paths of the files that say which services an image starts (`service-script` in `file-kinds.ts`), sorted. */
  serviceScripts(): readonly string[];
  /** Compose services built from the Dockerfile at `path`. */
  servicesBuilding(path: string): readonly Located<ServiceFacts>[];
  /**
   * The facts of a kind, ordered by path, then by place in the file. `key`: only those with this key (`keys.ts`); prefer it in rules,
   * because an answer without a key is asked again after every change of the kind.
   */
  of<K extends Fact['kind']>(kind: K, key?: string): readonly Located<FactOf<K>>[];
  /** Whether there is any fact of the kind. */
  has(kind: Fact['kind']): boolean;
  /**
   * The files that have no model: scripts, jobs, settings of programs. Only for fixes: a check would join all these texts, and no finding is
   * checked again when one of them changes.
   */
  plainText(): PlainText;
}

/** The index's writable side, for the engine. */
export interface WorkspaceStore {
  readonly index: WorkspaceIndex;
  /** The version of the last change that may change an answer about one of the topics. */
  lastChange(topics: Iterable<Topic>): number;
  /** The topics that have changed since a version; `undefined` if too many changes have been made. */
  changedSince(version: number): ReadonlySet<Topic> | undefined;
  /** The keys of a kind that some fact has. */
  keys(kind: Fact['kind']): Iterable<string>;
  /** Changes whenever a kept place in the file moves, to another unit or within its unit. */
  movesIn(path: string): number;
  /** Replaces the facts of the file at `path` by those of `units`. Units that are already there cost nothing. */
  put(path: string, units: readonly WithFacts[]): void;
  /** Invalidates the answers about the workloads in a file, after a change beside their facts: of an ignore comment. */
  touch(path: string): void;
  /** What kustomizations build may have changed. */
  rebuilt(): void;
  /** Stores the text of a file for `text`, checked or not; `undefined` removes it. */
  putText(path: string, text: string | undefined): void;
  setComplete(complete: boolean): void;
  setRepository(repository: Repository | undefined): void;
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
  readonly moves: number;
}

export function workspaceStore(): WorkspaceStore {
  const entries = new Map<string, Entry>();
  const texts = new Map<string, string>();
  const serviceScripts = new Set<string>();
  const published = publishedImages();
  const publishers = builtPublishers();
  const shelves = factShelves();
  const plain = plainTexts(texts, (path) => entries.has(path) || isNamed(path, 'introduction'));
  const changes = topicChanges();
  /** Number of units that were not read whole. */
  let halfRead = 0;
  let textVersion = 0;
  let moves = 0;
  let complete = false;
  let repository: Repository | undefined;

  const of = <K extends Fact['kind']>(kind: K, key?: string): readonly Located<FactOf<K>>[] =>
    shelves.list(key === undefined ? kind : `${kind} ${key}`) as readonly Located<FactOf<K>>[];

  const index: WorkspaceIndex = {
    get version() {
      return changes.version;
    },
    get textVersion() {
      return textVersion;
    },
    get complete() {
      return complete;
    },
    get repository() {
      return repository;
    },
    text: (path) => texts.get(path),
    serviceScripts: () => [...serviceScripts].sort(),
    publishedIn: published.find,
    buildsOf: publishers.firstOf,
    dockerfile: (path) => of('dockerfile', path)[0],
    servicesBuilding: (path) => of('service', builtFrom(path)),
    of,
    has: (kind) => !shelves.isEmpty(kind),
    plainText: plain.all,
  };

  return {
    index,
    lastChange: changes.last,
    changedSince: changes.since,
    keys: shelves.keys,
    movesIn: (path) => entries.get(path)?.moves ?? 0,
    put(path, units) {
      const old = entries.get(path) ?? { units: [], located: [] };
      const { start, end } = commonItems(old.units, units);
      const come = units.slice(start, units.length - end);
      if (come.length === 0 && units.length === old.units.length) return;
      moves++;
      const endOfGone = old.units.length - end;
      halfRead += halfReadOf(come) - halfReadOf(old.units.slice(start, endOfGone));
      const fresh = come.map(({ unit, facts }) => facts.map((fact) => locate(unit, fact)));
      const { changed, same } = compareFacts(old.located.slice(start, endOfGone).flat(), fresh.flat());
      for (const [now, before] of same) move(before, now);
      const between = fresh.map((list) => list.map((l) => same.get(l) ?? l));
      const located = [...old.located.slice(0, start), ...between, ...old.located.slice(endOfGone)];
      if (units.length > 0) entries.set(path, { units, located, moves });
      else entries.delete(path);
      if (units.length === 0 || old.units.length === 0) plain.forget();
      if (changed.length === 0) return;
      const touched = new Set(changed.flatMap(shelvesOf));
      const kinds = new Set(changed.map((l) => l.fact.kind));
      const before = new Set([...kinds].filter(index.has));
      shelves.put(path, touched, located.flat());
      const turned = [...kinds].filter((kind) => before.has(kind) !== index.has(kind));
      const built = kinds.has('service')
        ? publishers.put(
            path,
            located.flat().map((l) => l.fact),
          )
        : [];
      changes.note([
        ...touched,
        ...turned.map((kind): Topic => `any ${kind}`),
        ...built.map((p): Topic => `publisher ${p}`),
      ]);
    },
    touch(path) {
      const workloads = (entries.get(path)?.located ?? []).flat().filter((l) => l.fact.kind === 'workload');
      if (workloads.length > 0) changes.note(new Set(workloads.flatMap(shelvesOf)));
    },
    rebuilt: () => changes.note(['overlays']),
    putText(path, text) {
      textVersion++;
      // Rules read only the texts in `texts`. Other checked files affect them through their facts.
      const known = texts.has(path);
      if (known !== (text !== undefined) || (isSupporting(path) && texts.get(path) !== text))
        changes.note([`file ${path}`]);
      if (published.put(path, text)) changes.note(['published names']);
      if (text === undefined) texts.delete(path);
      else texts.set(path, text);
      if (!entries.has(path)) plain.forget();
      if (known === (text !== undefined) || !isNamed(path, 'service-script')) return;
      if (known) serviceScripts.delete(path);
      else serviceScripts.add(path);
      changes.note(['service scripts']);
    },
    isAllWhole: () => halfRead === 0,
    setComplete(now) {
      if (now !== complete) changes.note(['complete']);
      complete = now;
    },
    setRepository(now) {
      if (sameRepository(now, repository)) return;
      repository = now;
      changes.note(['repository']);
    },
  };
}

const halfReadOf = (units: readonly WithFacts[]): number => units.filter(({ unit }) => !isFullyParsed(unit)).length;

function locate(unit: Unit, fact: Fact): Located<Fact> {
  const whole = { unit, at: 'whole' in fact ? fact.whole : fact.at };
  return { fact, keys: keysOf(fact, unit.path), place: { unit, at: fact.at }, whole };
}

function move(to: Located<Fact>, from: Located<Fact>): void {
  to.fact = from.fact;
  to.place.unit = from.place.unit;
  to.place.at = from.place.at;
  to.whole.unit = from.whole.unit;
  to.whole.at = from.whole.at;
}
