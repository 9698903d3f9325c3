import { type Day, dayAt } from '../core/text/day.ts';

/** The day of the system's clock, in UTC: with the local day, two machines could judge the same files differently. */
export const utcToday = (): Day => dayAt(Date.now());
