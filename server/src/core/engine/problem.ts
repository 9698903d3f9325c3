import type { Span } from '../text/span.ts';

/** A problem of a file that is not a finding: a limit reached, an invalid configuration, a malformed suppression. */
export interface Problem {
  readonly kind: 'limit' | 'config' | 'suppression' | 'internal';
  /** Unit-relative until the engine reports it. */
  readonly at: Span;
  readonly message: string;
  /** Of an internal error: where it was thrown; see `traceOf`. */
  readonly trace?: readonly string[];
}

/** An internal error: a part of the analysis failed on this file. */
export const internal = (part: string, message: string, trace: readonly string[]): Problem => ({
  kind: 'internal',
  at: { start: 0, end: 0 },
  message: `${part} failed: ${message}`,
  trace,
});
