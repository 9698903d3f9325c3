/** Whether only lines of a given kind lie between a comment and the thing below it. */

/**
 * `passable` tests a trimmed line. The returned function takes the offset after a comment and the offset of the thing below; it tests
 * the lines between theirs. Passable lines above a place are counted once for each place, so many comments above one place cost time
 * linear in their lines.
 */
export function linesBetween(
  text: string,
  passable: (line: string) => boolean,
): (from: number, below: number) => boolean {
  const known = new Map<number, number>();
  const firstPassable = (below: number): number => {
    let first = text.lastIndexOf('\n', below - 1) + 1;
    while (first > 0) {
      const start = first < 2 ? 0 : text.lastIndexOf('\n', first - 2) + 1;
      if (!passable(text.slice(start, first - 1).trim())) break;
      first = start;
    }
    return first;
  };
  return (from, below) => {
    const lineEnd = text.indexOf('\n', from);
    if (lineEnd < 0 || lineEnd >= below) return true;
    let first = known.get(below);
    if (first === undefined) {
      first = firstPassable(below);
      known.set(below, first);
    }
    return lineEnd + 1 >= first;
  };
}
