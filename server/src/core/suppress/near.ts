/** Finds the comments that may reach a place, without a look at each: a file may have thousands of comments and findings. */
import { memoLast } from '../text/memo-last.ts';
import type { Span } from '../text/span.ts';
import type { Suppression } from './suppression.ts';

interface Reaching {
  readonly one: Suppression;
  /** Its position in the list. */
  readonly nth: number;
  readonly reach: Span;
  /** The greatest end of this and those before. */
  readonly ends: number;
}

interface Sorted {
  readonly everywhere: readonly { readonly one: Suppression; readonly nth: number }[];
  /** By where their reach starts. */
  readonly somewhere: readonly Reaching[];
}

const sorted: (list: readonly Suppression[]) => Sorted = memoLast((list: readonly Suppression[]): Sorted => {
  const all = list.map((one, nth) => ({ one, nth }));
  let ends = -1;
  const somewhere = all
    .flatMap(({ one, nth }) => (one.reach ? [{ one, nth, reach: one.reach }] : []))
    .sort((a, b) => a.reach.start - b.reach.start)
    .map((each) => {
      ends = Math.max(ends, each.reach.end);
      return { ...each, ends };
    });
  return { everywhere: all.filter(({ one }) => !one.reach), somewhere };
});

/** The first of `list` that `matches`, among those whose reach may touch one of the spans. */
export function firstNear(
  list: readonly Suppression[],
  { at, covers }: { readonly at: Span; readonly covers: Span },
  matches: (one: Suppression) => boolean,
): Suppression | undefined {
  const { everywhere, somewhere } = sorted(list);
  const from = Math.min(at.start, covers.start);
  const to = Math.max(at.end, covers.start);
  let first = everywhere.find(({ one }) => matches(one));
  for (let i = lastUpTo(somewhere, to); i >= 0 && somewhere[i]!.ends >= from; i--) {
    const each = somewhere[i]!;
    if ((first === undefined || each.nth < first.nth) && matches(each.one)) first = each;
  }
  return first?.one;
}

/** The position of the last whose reach starts at `to` or before; -1 if none does. */
function lastUpTo(list: readonly Reaching[], to: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.reach.start <= to) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
