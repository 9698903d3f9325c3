/** Which topics changed at which version of the workspace. */
import type { Fact } from './facts/facts.ts';
import type { Shelf } from './shelves.ts';

/**
 * A part of the index that an answer depends on: the facts of a kind, those with one key, whether a kind has any, one file, the list of
 * service scripts, the names of published images, a publisher, whether the set of files is complete, what Git knows, or what kustomizations build.
 */
export type Topic =
  | Shelf
  | `any ${Fact['kind']}`
  | `file ${string}`
  | 'service scripts'
  | 'published names'
  | `publisher ${string}`
  | 'complete'
  | 'repository'
  | 'overlays';

export interface Changes {
  /** Rises by one with every call of `note`. */
  readonly version: number;
  note(topics: Iterable<Topic>): void;
  /** See `WorkspaceStore`. */
  last(topics: Iterable<Topic>): number;
  /** See `WorkspaceStore`. */
  since(version: number): ReadonlySet<Topic> | undefined;
}

/** The most topics whose versions are kept one by one; beyond it, all count as just changed. Typing makes new keys without end. */
const MAX_TOPICS = 500_000;
/** The most changes that are kept one by one: some for each edit, and a check follows soon. */
const RECENT = 64;

export function topicChanges(): Changes {
  /** The version at which each topic last changed; those that are missing changed at `floor` or before. */
  const changes = new Map<Topic, number>();
  let recent: (readonly Topic[])[] = [];
  let floor = 0;
  let version = 0;
  return {
    get version() {
      return version;
    },
    note(topics) {
      version++;
      const all = [...topics];
      for (const topic of all) changes.set(topic, version);
      recent.push(all);
      if (recent.length > 2 * RECENT) recent = recent.slice(-RECENT);
      if (changes.size <= MAX_TOPICS) return;
      changes.clear();
      recent = [];
      floor = version;
    },
    last(topics) {
      let last = floor;
      for (const topic of topics) last = Math.max(last, changes.get(topic) ?? 0);
      return last;
    },
    since(before) {
      const count = version - before;
      return count > recent.length ? undefined : new Set(recent.slice(recent.length - count).flat());
    },
  };
}
