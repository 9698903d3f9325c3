/** Measures how the time of a reader grows with the length of its text. Times are milliseconds, sizes UTF-16 units. */

export interface Growth {
  /** The size at which the measurement ended. */
  readonly size: number;
  readonly ms: number;
  /** The power of the size that the time follows: 1 is linear, 2 quadratic. `undefined`: too fast to say. */
  readonly exponent: number | undefined;
}

const STEP = 4;
const SIZES = [512, 2048, 8192, 32_768, 131_072];
/** A time below this is no concern at the size where it counts, and too short for a comparison before. */
const FAST = 6;
/** Times are compared from here on. */
const COMPARABLE = 0.5;
/** A step is not tried if it would take longer than this, by what the steps before it took. */
const PATIENCE = 20_000;

function timed(work: () => unknown, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    const took = performance.now() - start;
    least = Math.min(least, took);
    if (took > 500) break;
  }
  return least;
}

/** `work(size)` prepares the text of about that size, and returns the reading of it. */
export function growthOf(work: (size: number) => () => unknown): Growth {
  let before = 0;
  let exponent: number | undefined;
  let last = { size: 0, ms: 0 };
  for (const [i, size] of SIZES.entries()) {
    let ms = timed(work(size), 1);
    if (size >= 32_768 && ms < FAST) return { size, ms, exponent: undefined };
    const grown = (): number => Math.log(ms / before) / Math.log(STEP);
    // A suspicion is measured again.
    if (before > 0 && ms > COMPARABLE && grown() > 1.25) {
      ms = Math.min(ms, timed(work(size), 2));
      before = Math.max(before, timed(work(SIZES[i - 1]!), 2));
    }
    if (before > COMPARABLE) exponent = grown();
    last = { size, ms };
    if (size >= 32_768 && (exponent ?? 2) < 1.25) break;
    const next = ms * STEP ** Math.max(2, exponent ?? 2);
    if (next > PATIENCE) break;
    before = ms;
  }
  return { ...last, exponent };
}
