import type { Span } from '../text/span.ts';

/** Something the analysis has to say about a file besides findings: a limit reached, a broken configuration, a malformed suppression. */
export interface Problem {
  readonly kind: 'limit' | 'config' | 'suppression' | 'internal';
  /** Unit-relative until the engine reports it. */
  readonly at: Span;
  readonly message: string;
}

/** A problem of ours: a part of the analysis failed on this file. */
export const internal = (part: string, message: string): Problem => ({
  kind: 'internal',
  at: { start: 0, end: 0 },
  message: `${part} failed: ${message}`,
});
