/** The inputs of a file's last report, and the units that edits since then did not touch. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { Topic } from '../workspace/index.ts';
import type { IgnoreUse } from './ignore-use.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Renamed, Routes } from './routes.ts';

/** Lists with an item for each unit follow the order of the units. */
export interface LastReport {
  readonly config: ResolvedConfig;
  readonly fileComments: readonly Suppression[];
  /** The file says that a program wrote it. */
  readonly isAside: boolean;
  /** The workspace's version at the report, and what the rules asked for the findings, or for earlier ones of the same units. */
  readonly version: number;
  readonly topics: ReadonlySet<Topic>;
  readonly textLength: number;
  /** Findings of all units, unit by unit. */
  readonly findings: readonly PlacedFinding[];
  /** Whether `findings` are in the order of a report. */
  readonly inOrder: boolean;
  /** Number of findings of each unit, and number that comments suppress. */
  readonly counts: readonly number[];
  readonly silenced: readonly number[];
  /** Which comments match findings of each unit. */
  readonly uses: readonly IgnoreUse[];
  readonly routes: readonly Routes[];
  readonly renamed: readonly Renamed[];
  /**
   * Units to check again in any case: they have problems or unread parts, or findings or comments that
   * depend on other units.
   */
  readonly volatileUnits: readonly number[];
  /** Number of units at the start of the file that no edit since then touched or moved. */
  readonly head: number;
  /** Number of units at the end that no edit since then touched. All of them moved by the same distance. */
  readonly tail: number;
}

/** The report after an edit that left `head` units at the start and `tail` units at the end untouched. */
export const after = (last: LastReport, head: number, tail: number): LastReport => ({
  ...last,
  head: Math.min(last.head, head),
  tail: Math.min(last.tail, tail),
});

/** Maps the `now` units of a file to its units at the last report. */
export interface Kept {
  readonly head: number;
  /** Index of the first untouched unit at the end; `now` if there is none. */
  readonly tailFrom: number;
  /** The former index of an untouched unit. */
  before(unit: number): number;
  /** A list of the last report, rearranged for the current units. Items of other units are `blank`. */
  list<T>(of: readonly T[], blank: T): T[];
  /** The end of the run of unmarked units that begins at `from`; an edit moved all units of a run alike. */
  endOfRun(marks: Uint8Array, from: number): number;
  /** Marks the units whose findings must be checked again with 1. */
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
