/** What a file's report was made of, and which of its units the edits since then left alone. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Renamed, Routes } from './routes.ts';

/** Lists of a number or more for each unit are in the units' order. */
export interface LastReport {
  readonly config: ResolvedConfig;
  readonly fileComments: readonly Suppression[];
  /** See `Judgements.stamp`. */
  readonly stamp: number;
  readonly textLength: number;
  /** Findings of all units, unit by unit. */
  readonly findings: readonly PlacedFinding[];
  /** Whether that is the order of a report. */
  readonly inOrder: boolean;
  /** How many of the findings each unit has, and how many a comment silences. */
  readonly counts: readonly number[];
  readonly silenced: readonly number[];
  readonly routes: readonly Routes[];
  readonly renamed: readonly Renamed[];
  /** Units that are looked at again in any case: they have problems or something unread, or findings that depend on other units. */
  readonly volatileUnits: readonly number[];
  /** Units at the file's start that no edit since touched or moved. */
  readonly head: number;
  /** Units at its end that no edit since touched; all moved alike. */
  readonly tail: number;
}

/** The report after an edit that left so many units at the file's start and end alone. */
export const after = (last: LastReport, head: number, tail: number): LastReport => ({
  ...last,
  head: Math.min(last.head, head),
  tail: Math.min(last.tail, tail),
});

/** Which of a file's `now` units were there when it was last reported, and where. */
export interface Kept {
  readonly head: number;
  /** Number of the first unit of the kept end; `now` when there is none. */
  readonly tailFrom: number;
  /** The number that a kept unit had. */
  before(unit: number): number;
  /** A list of the last report for the units that there are now; what stands for units that were not kept is without meaning. */
  list<T>(of: readonly T[], blank: T): T[];
  /** The end of the run of unmarked units that begins at `from`; all of a run moved alike. */
  endOfRun(marks: Uint8Array, from: number): number;
  /** Marks the units whose findings must be looked at again. */
  again(others: readonly number[]): Uint8Array;
}

export function keptOf(last: LastReport | undefined, now: number): Kept {
  const then = last?.counts.length ?? 0;
  const head = Math.min(last?.head ?? 0, now);
  const tail = Math.min(last?.tail ?? 0, now - head);
  const tailFrom = now - tail;
  const before = (unit: number): number => (unit < head ? unit : unit + then - now);
  return {
    head,
    tailFrom,
    before,
    list: (of, blank) => [
      ...of.slice(0, head),
      ...Array.from({ length: tailFrom - head }, () => blank),
      ...of.slice(then - tail),
    ],
    endOfRun(marks, from) {
      const marked = marks.indexOf(1, from);
      const end = marked < 0 ? now : marked;
      return from < head ? Math.min(end, head) : end;
    },
    again(others) {
      const marks = new Uint8Array(now).fill(1, head, tailFrom);
      for (const unit of others) marks[unit] = 1;
      for (const unit of last?.volatileUnits ?? []) {
        if (unit < head) marks[unit] = 1;
        else if (unit >= then - tail) marks[unit + now - then] = 1;
      }
      return marks;
    },
  };
}
