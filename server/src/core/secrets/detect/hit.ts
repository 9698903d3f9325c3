import type { Span } from '../../text/span.ts';

/** How sure a detector is that the text is a secret in use. */
export type Confidence = 'high' | 'medium' | 'low';

/** One secret found in a text: where it is and what kind it is. Never holds the secret itself. */
export interface SecretHit {
  readonly kind: 'provider' | 'private-key' | 'url-credentials' | 'assignment' | 'weak-default' | 'command-line';
  /** For messages: `AWS access key id`, `password`. Never contains the value. */
  readonly what: string;
  readonly confidence: Confidence;
  /** The secret value itself, relative to the text given to the detector. */
  readonly span: Span;
}

const ranks: Readonly<Record<Confidence, number>> = { high: 3, medium: 2, low: 1 };

/** `high` 3, `medium` 2, `low` 1, to compare confidences. */
export const rank = (confidence: Confidence): number => ranks[confidence];

/** The lower of two confidences. */
export const atMost = (a: Confidence, b: Confidence): Confidence => (rank(a) <= rank(b) ? a : b);

/** Whether the secret itself has a known format. Such a hit is more precise than one from its name or context. */
export const hasKnownFormat = (hit: SecretHit): boolean => hit.kind === 'provider' || hit.kind === 'private-key';

/**
 * Removes overlaps: of hits whose spans overlap it keeps the one of higher confidence, then with a known format, then the longer one.
 * The result is ordered by start. Takes n log n time in the number of hits, for the sort.
 */
export function withoutOverlaps<T extends SecretHit>(hits: readonly T[]): T[] {
  const better = (a: T, b: T): boolean => {
    const byRank = rank(a.confidence) - rank(b.confidence);
    if (byRank !== 0) return byRank > 0;
    if (hasKnownFormat(a) !== hasKnownFormat(b)) return hasKnownFormat(a);
    return a.span.end - a.span.start > b.span.end - b.span.start;
  };
  const kept: T[] = [];
  for (const hit of [...hits].sort((a, b) => a.span.start - b.span.start)) {
    const last = kept.at(-1);
    if (last === undefined || last.span.end <= hit.span.start) kept.push(hit);
    else if (better(hit, last)) kept[kept.length - 1] = hit;
  }
  return kept;
}
