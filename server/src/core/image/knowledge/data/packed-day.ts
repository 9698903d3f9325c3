/** Days in three characters, for the generated tables: the digits of year, month and day. */

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The year of the first digit. */
const FIRST_YEAR = 1990;

/** Packs an ISO day (`2026-08-22` → `A8m`). Throws a RangeError for a day before 1990 or after 2051, and for anything that is no day. */
export function packDay(day: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  const [year, month, date] = match ? [Number(match[1]) - FIRST_YEAR, Number(match[2]), Number(match[3])] : [-1, 0, 0];
  const real = new Date(`${day}T00:00:00Z`);
  if (!match || DIGITS[year] === undefined || Number.isNaN(real.getTime()) || real.getUTCDate() !== date)
    throw new RangeError(`no day between 1990 and 2051: ${day}`);
  return DIGITS[year]! + DIGITS[month]! + DIGITS[date]!;
}

/** Unpacks what `packDay` packed. */
export function unpackDay(packed: string): string {
  const [year, month, date] = [...packed].map((digit) => DIGITS.indexOf(digit));
  return `${FIRST_YEAR + year!}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
