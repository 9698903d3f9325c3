/** Whether nothing but lines of a kind lies between a comment and what it stands above. */

/**
 * `passable` judges a trimmed line. The answer takes the offset behind a comment and the offset of what begins below it; the lines of both do not
 * count. How far up the lines above a place are passable is worked out once for each place, so that many comments above one thing cost what their lines
 * cost.
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
