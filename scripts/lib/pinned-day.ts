import type { RunDays } from '../../server/src/core/report/finding.ts';
import type { Day } from '../../server/src/core/text/day.ts';

/** The day as of which tests and scripts judge files, so that they give the same result on every day. */
export const PINNED_DAY: Day = '2026-11-21';

/** The days of a run whose clock stands at `PINNED_DAY`. */
export const PINNED_DAYS: RunDays = { today: PINNED_DAY, isPinned: false, otherDays: [] };
