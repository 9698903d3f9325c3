/** Files that a change renamed: those that Git would show as renamed. */

/** Two files are one that was renamed if at least this part of their lines is the same, as for `git diff -M`. */
const SIMILAR = 0.5;
/** Pairs of files that are compared line by line; beyond that only files with the same text are renamed, as with Git's `diff.renameLimit`. */
const MOST_PAIRS = 250_000;

/** New paths by old ones. `gone` and `added`: the texts of files that are only in the state before, or after, the change, by path. */
export function renames(
  gone: ReadonlyMap<string, string>,
  added: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (from: string, to: string): void => {
    if (found.has(from) || taken.has(to)) return;
    found.set(from, to);
    taken.add(to);
  };
  const byText = new Map([...added].map(([path, text]) => [text, path]));
  for (const [path, text] of gone) {
    const same = text.trim() === '' ? undefined : byText.get(text);
    if (same !== undefined) pair(path, same);
  }
  const from = [...gone].filter(([path]) => !found.has(path));
  const to = [...added].filter(([path]) => !taken.has(path)).map(([path, text]) => ({ path, lines: counted(text) }));
  if (from.length * to.length > MOST_PAIRS) return found;
  const alike = from.flatMap(([path, text]) => {
    const lines = counted(text);
    return to.map((one) => ({ from: path, to: one.path, part: sharedPart(lines, one.lines) }));
  });
  for (const one of alike.filter(({ part }) => part >= SIMILAR).sort((a, b) => b.part - a.part)) pair(one.from, one.to);
  return found;
}

/** How often each line that is not blank occurs. */
function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split(/\r?\n/)) if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** The part, 0 to 1, of the lines of both texts that the other has too. */
function sharedPart(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let all = 0;
  for (const [line, count] of a) {
    shared += 2 * Math.min(count, b.get(line) ?? 0);
    all += count;
  }
  for (const count of b.values()) all += count;
  return all === 0 ? 0 : shared / all;
}
