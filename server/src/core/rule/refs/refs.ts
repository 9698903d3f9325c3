/** A rule's references to the same check in other tools and standards. */
import type { SourceName } from './sources.ts';

/**
 * An id as users of that source write it. Alone: the check there looks for the same weakness; of a standard, a finding breaks that section.
 * With `~` before it: the same in part. Both find some of the same things, and one of the two looks for more: for all host namespaces
 * where the other knows one, for a missing setting where the other looks for a bad one only.
 */
type Ref = string;

/** References by their source. */
export type Refs = { readonly [Name in SourceName]?: readonly Ref[] };

export interface Reference {
  readonly id: string;
  readonly means: 'same' | 'part';
}

/** The references to one source, in the order in which they are written. */
export const referencesTo = (refs: Refs, source: SourceName): readonly Reference[] =>
  (refs[source] ?? []).map((ref) =>
    ref.startsWith('~') ? { id: ref.slice(1), means: 'part' } : { id: ref, means: 'same' },
  );

/** The ids of one source, whatever they mean. */
export const idsOf = (refs: Refs, source: SourceName): readonly string[] =>
  referencesTo(refs, source).map(({ id }) => id);

/** Ids by source, as machines read them: all of them, and those that mean the same in part only. */
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
