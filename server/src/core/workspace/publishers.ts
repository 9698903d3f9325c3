/** Which publishers' images the Compose files of a workspace build. */
import type { ImageReference } from '../image/reference.ts';
import type { Fact } from './facts/facts.ts';
import { builtReference } from './keys.ts';

export interface Publishers {
  /** Replaces the services of a file. The publishers for which `firstOf` now answers otherwise. */
  put(path: string, facts: readonly Fact[]): readonly string[];
  /** The first file by path with a service that builds an image of this publisher. */
  firstOf(publisher: string): string | undefined;
}

/** `acme` of `acme/shop`, `ghcr.io/acme` of `ghcr.io/acme/shop`; empty without one. */
export const publisherOf = ({ familiar }: ImageReference): string =>
  familiar.slice(0, Math.max(0, familiar.lastIndexOf('/')));

/**
 * Only the first file is an answer: in a workspace of a thousand services of one publisher, an edit of one of them must not check the images of
 * all others again.
 */
export function builtPublishers(): Publishers {
  const byPath = new Map<string, ReadonlySet<string>>();
  const paths = new Map<string, Set<string>>();
  const first = new Map<string, string>();
  return {
    put(path, facts) {
      const before = byPath.get(path) ?? NONE;
      const now = builtIn(facts);
      if (now.size > 0) byPath.set(path, now);
      else byPath.delete(path);
      const changed: string[] = [];
      for (const publisher of new Set([...before, ...now])) {
        if (before.has(publisher) === now.has(publisher)) continue;
        const all = paths.get(publisher) ?? new Set();
        if (now.has(publisher)) all.add(path);
        else all.delete(path);
        if (all.size > 0) paths.set(publisher, all);
        else paths.delete(publisher);
        const known = first.get(publisher);
        // Looked for among all only when the first one goes.
        const next = now.has(publisher)
          ? known === undefined || path < known
            ? path
            : known
          : known === path
            ? least(all)
            : known;
        if (next === known) continue;
        if (next === undefined) first.delete(publisher);
        else first.set(publisher, next);
        changed.push(publisher);
      }
      return changed;
    },
    firstOf: (publisher) => first.get(publisher),
  };
}

const NONE: ReadonlySet<string> = new Set();

function least(paths: ReadonlySet<string>): string | undefined {
  let found: string | undefined;
  for (const path of paths) if (found === undefined || path < found) found = path;
  return found;
}

function builtIn(facts: readonly Fact[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const fact of facts) {
    if (fact.kind !== 'service' || !fact.build) continue;
    const reference = builtReference(fact.image);
    const publisher = reference && publisherOf(reference);
    if (publisher !== undefined) found.add(publisher);
  }
  return found;
}
