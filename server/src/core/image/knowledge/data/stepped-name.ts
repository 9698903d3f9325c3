/** Names in a series: the generated tables leave out a name that follows from the one before it (`3.13` after `3.12`). */

/**
 * The name whose last number is `by` more: `3.12` → `3.13` for 1, `3.11` for -1. `undefined` for a name without a number at its end, with
 * zeros before it (`2026.07`), and below zero.
 */
export function steppedName(name: string, by: 1 | -1): string | undefined {
  const [, front, number] = /^(.*?)(0|[1-9]\d*)$/.exec(name) ?? [];
  if (number === undefined || /\d$/.test(front!)) return undefined;
  const next = Number(number) + by;
  return next < 0 ? undefined : front! + next;
}

/** Names without those that follow from the name before: they are empty. */
export const shortNames = (names: readonly string[], by: 1 | -1): string[] =>
  names.map((name, i) => (i > 0 && steppedName(names[i - 1]!, by) === name ? '' : name));

/** What `shortNames` was made from. */
export function fullNames(short: readonly string[], by: 1 | -1): string[] {
  const names: string[] = [];
  for (const name of short) names.push(name === '' ? steppedName(names.at(-1)!, by)! : name);
  return names;
}
