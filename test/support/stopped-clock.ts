import type { Plugin } from 'esbuild';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';

/** The variable that sets the day of a program built with `stoppedClock`. */
export const DAY_VARIABLE = 'SEAWORTHY_TEST_DAY';

/** Replaces the clock of a bundle: the day is that of the variable, else `PINNED_DAY`. So tests pass on every day. */
export const stoppedClock: Plugin = {
  name: 'stopped-clock',
  setup(build) {
    build.onLoad({ filter: /server[\\/]src[\\/]host[\\/]today\.ts$/ }, () => ({
      contents: `export const utcToday = () => process.env.${DAY_VARIABLE} ?? '${PINNED_DAY}';`,
      loader: 'ts',
    }));
  },
};
