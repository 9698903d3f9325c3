import type { Span } from '../text/span.ts';

/** A Compose value after interpolation (`$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`, `${X:+a}`, `$$`). */
export interface Interpolated {
  /** With defaults filled in; `undefined` when a variable has no default. */
  readonly text: string | undefined;
  /** At least one variable took part. */
  readonly dynamic: boolean;
  /** The defaults used, as written, with offsets into the given text. */
  readonly defaults: readonly { readonly name: string; readonly text: string; readonly at: Span }[];
  /** Variables without default, and those that must be set (`:?`). */
  readonly required: readonly string[];
}
