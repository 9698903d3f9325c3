/** What takes how long in comparison: machines are slow and busy, so nothing is held to a number of milliseconds. */
import assert from 'node:assert/strict';

/** Other programs get in the way of a measurement; they rarely do it so many times in a row. */
const TRIES = 30;
/** Nor is one that came in the way of the shorter work alone believed. */
const LEAST_TRIES = 5;
/** Times below this many milliseconds are too short to compare. */
const NOTHING = 1;

/**
 * Asserts that `long` costs less than `times` what `short` costs: with four times the input, 10 passes what is linear (4) and fails what is
 * quadratic (16). Both are measured again, and the least counts, until it holds.
 */
export function assertGrowth(what: string, times: number, short: () => unknown, long: () => unknown): void {
  let [less, more] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < TRIES; i++) {
    less = Math.min(less, took(short));
    more = Math.min(more, took(long));
    const holds = more < NOTHING || more < times * Math.max(less, NOTHING / 10);
    if (holds && i + 1 >= LEAST_TRIES) return;
  }
  assert.fail(`${what}: ${less.toFixed(2)} ms grow to ${more.toFixed(2)} ms`);
}

/**
 * Milliseconds that work takes: the less of the time of this process's processors and of the clock. The first leaves out other programs, the
 * second the collector's threads beside this one. Windows counts processors in steps of 15 ms, so there it is the clock.
 */
function took(work: () => unknown): number {
  const [before, start] = [process.cpuUsage(), performance.now()];
  work();
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return process.platform === 'win32' ? clock : Math.min(clock, (user + system) / 1000);
}
