/** A rule's references to the same check in other tools and in standards. */
import type { SourceName } from './sources.ts';

/**
 * An id as users of that source write it. Without a prefix, the check there looks for the same weakness; for a standard, a finding
 * violates that section. With `~`, the two overlap in part: they share some findings, and one of them covers more, such as all host
 * namespaces instead of one, or a missing setting as well as a bad one.
 */
type Ref = string;

/** References by their source. */
export type Refs = { readonly [Name in SourceName]?: readonly Ref[] };

export interface Reference {
  readonly id: string;
  readonly means: 'same' | 'part';
}

/** The references to one source, in written order. */
export const referencesTo = (refs: Refs, source: SourceName): readonly Reference[] =>
  (refs[source] ?? []).map((ref) =>
    ref.startsWith('~') ? { id: ref.slice(1), means: 'part' } : { id: ref, means: 'same' },
  );

/** The ids of one source, same or partial. */
export const idsOf = (refs: Refs, source: SourceName): readonly string[] =>
  referencesTo(refs, source).map(({ id }) => id);

/** Ids by source for machine-readable output: all of them, and those that overlap only in part. */
export function plainRefs(refs: Refs): { readonly refs: Refs; readonly partialRefs: Refs } {
  const all: [string, readonly string[]][] = [];
  const partial: [string, readonly string[]][] = [];
  for (const source of Object.keys(refs) as SourceName[]) {
    const references = referencesTo(refs, source);
    all.push([source, references.map(({ id }) => id)]);
    const parts = references.filter(({ means }) => means === 'part').map(({ id }) => id);
    if (parts.length > 0) partial.push([source, parts]);
  }
  return { refs: Object.fromEntries(all), partialRefs: Object.fromEntries(partial) };
}
