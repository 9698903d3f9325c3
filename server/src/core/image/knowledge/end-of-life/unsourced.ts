/**
 * Images that we believe to be given up, but for which we have no source: only a hint says so, without a fix. `additions.ts` is for those
 * with one.
 */
export interface UnsourcedRetirement {
  /** Familiar name. */
  readonly image: string;
  /** One clause for a message, without a final full stop. */
  readonly why: string;
}

export const UNSOURCED_RETIREMENTS: readonly UnsourcedRetirement[] = [
  { image: 'kennethreitz/httpbin', why: 'the image is no longer rebuilt' },
];
