/** Days of the calendar. The core has no clock: hosts say which day it is. */

/** A day in UTC as ISO 8601 writes it: `2026-08-22`. Days compare as texts do. */
export type Day = `${number}-${number}-${number}`;

const MILLISECONDS = 86_400_000;

/** Milliseconds from 1970-01-01 to the start of a day; NaN for a text that is not a day. */
const timeOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const FIRST = timeOf('0001-01-01');
const LAST = timeOf('9999-12-31');

/** The day that `text` names. `undefined` for other forms (`2026-8-22`), for days that no calendar has (`2026-02-30`), and for year 0. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = timeOf(text);
  // Some engines read 30 February as 2 March.
  return time >= FIRST && dayAt(time) === text ? dayAt(time) : undefined;
}

/** The day in UTC of a time in milliseconds since 1970. Times before year 1 or after year 9999 give the first or last day. */
export function dayAt(time: number): Day {
  return new Date(Math.min(Math.max(time, FIRST), LAST)).toISOString().slice(0, 10) as Day;
}

/** The day `count` days after `day`; before it if `count` is negative. */
export const addDays = (day: Day, count: number): Day => dayAt(timeOf(day) + count * MILLISECONDS);

/** Days from `from` to `to`: 1 from a day to the next, negative if `to` is the earlier one. */
export const daysBetween = (from: Day, to: Day): number => (timeOf(to) - timeOf(from)) / MILLISECONDS;
