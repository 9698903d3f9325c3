/** A finding with lines and columns, the basis of every output format. */
import type { Reported } from '../engine/report.ts';
import type { Extent } from '../engine/unread.ts';
import { KNOWLEDGE_DAY } from '../image/knowledge/date.ts';
import type { RuleId, Safety } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import type { LineIndex } from '../text/lines.ts';

/** 1-based lines and columns, columns in UTF-16 units, end exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface PrintedRelated extends Region {
  readonly path: string;
  readonly message: string;
  /** See `ReportedRelated`. */
  readonly affected?: true;
}

/** A fix with its edits, for formats that hold them. Fixes that create files or write a secret are left out. */
export interface PrintedFix {
  readonly title: string;
  readonly safety: Safety;
  readonly note: string | undefined;
  readonly files: readonly {
    readonly path: string;
    readonly edits: readonly (Region & { readonly text: string })[];
  }[];
}

/** A comment that suppresses findings of a rule. */
export interface PrintedIgnored extends Region {
  readonly path: string;
  readonly rule: RuleId;
  /** '' if none is given. */
  readonly reason: string;
}

export interface Printed extends Region {
  readonly finding: Reported;
  /** The path to print: relative with `/` if the file is below the working directory. */
  readonly path: string;
  /** The masked lines of the file, for a code frame; `undefined` where the format has none. */
  readonly lines: LineIndex | undefined;
  readonly related: readonly PrintedRelated[];
  /** `undefined` where the format has no edits. */
  readonly edits?: readonly PrintedFix[] | undefined;
}

export interface PrintedProblem {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly message: string;
}

/** A file that was to be judged and was read only in part or not at all. */
export interface PrintedUnread {
  readonly path: string;
  readonly extent: Extent;
  /** 'is larger than 10 MB …', 'line 4: a character is missing …' */
  readonly why: string;
  /** Line at which reading stopped or first failed, 1-based; `undefined` if nothing of the file could be read. */
  readonly startLine: number | undefined;
  readonly startColumn: number | undefined;
}

/** The days as of which the files of a run were judged. */
export interface RunDays {
  /** The day of all files but those of `otherDays`. */
  readonly today: Day;
  /** Whether the command line or the configurations set `today`, so that it does not come from the clock. */
  readonly isPinned: boolean;
  /** Configurations that pin another day than `today`, sorted by path. */
  readonly otherDays: readonly { readonly config: string; readonly today: Day }[];
}

/** How a finding relates to the change. `new`: it was not there, or was less severe. `touched`: it was there, and the change edits lines that it is about. */
export type State = 'new' | 'touched';

/** The findings of the state after a change, compared with those before it. */
export interface Change {
  /** The commit that `--since` names, as written. */
  readonly since: string;
  /** By the finding: its state. Findings that were there before, on lines that the change leaves alone, have none. */
  readonly states: ReadonlyMap<Printed, State>;
  /** Number of findings that were there before, `touched` ones included. */
  readonly still: number;
  /** Findings that are no longer there, at their places before the change. */
  readonly fixed: readonly Printed[];
}

/** What a run found of a baseline. */
export interface RunBaseline {
  /** Number of findings that are in it, and not among the findings of the run. */
  readonly known: number;
  /** Entries whose finding is no longer there, sorted by path and rule. */
  readonly stale: readonly { readonly path: string; readonly rule: string; readonly message: string }[];
}

/** The result of one run, sorted by path, start and rule. */
export interface Run {
  readonly version: string;
  readonly days: RunDays;
  readonly findings: readonly Printed[];
  readonly problems: readonly PrintedProblem[];
  /** At most one for each file, sorted by path. */
  readonly unread: readonly PrintedUnread[];
  /** Number of files that were judged, completely or in part. */
  readonly files: number;
  readonly suppressed: number;
  /** The findings that the baseline holds; without one it is missing. */
  readonly baseline?: RunBaseline;
  /** The comments that suppress findings, sorted by path; `undefined` unless they were asked for. */
  readonly ignored?: readonly PrintedIgnored[] | undefined;
  /** The part of the files that the findings are of, from 1; without it they are of all. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
  /** The change since a commit: then `findings` are those that it concerns. */
  readonly change?: Change;
}

export function region(lines: LineIndex, span: { readonly start: number; readonly end: number }): Region {
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** The order of findings in every format. */
export function byPlace(a: Printed, b: Printed): number {
  return (
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    a.startLine - b.startLine ||
    a.startColumn - b.startColumn ||
    (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0)
  );
}

const plural = (n: number, one: string, several = `${one}s`): string => `${n} ${n === 1 ? one : several}`;

/** Number of files that were not read at all, or only in part. */
export const countUnread = (run: Run, extent: Extent): number => run.unread.filter((u) => u.extent === extent).length;

/** `{today, knowledge}`, and `otherDays` if there are any. `knowledge` is the day of the facts about public images. */
export const dayFields = ({ today, otherDays }: RunDays): object => ({
  today,
  knowledge: KNOWLEDGE_DAY,
  ...(otherDays.length > 0 ? { otherDays } : {}),
});

/** `{shard: {index, of, isPinned}}` for a part of a check, with what only the whole summary says. */
export const shardField = ({ shard, days }: Run): object =>
  shard ? { shard: { ...shard, isPinned: days.isPinned } } : {};

/** ', as of 2026-08-22, 1 configuration as of another day'. Empty if the day comes from the clock: then it says nothing new. */
function dayNote({ today, isPinned, otherDays }: RunDays): string {
  const others = otherDays.length === 0 ? '' : `, ${plural(otherDays.length, 'configuration')} as of another day`;
  return (isPinned ? `, as of ${today}` : '') + others;
}

/** ', since main: 2 new, 1 on edited lines, 3 fixed, 40 there before'. Empty without a change. */
function changeNote({ change }: Run): string {
  if (!change) return '';
  const { added, touched, fixed, before } = changeCounts(change);
  const parts = [`${added} new`, `${touched} on edited lines`, `${fixed} fixed`, `${before} there before`];
  return `, since ${change.since}: ${parts.join(', ')}`;
}

/** ', 40 in the baseline, 2 of its entries mended'. Empty without a baseline. */
function baselineNote({ baseline }: Run): string {
  if (!baseline) return '';
  const { known, stale } = baseline;
  const mended =
    stale.length === 0
      ? ''
      : `, ${plural(stale.length, 'stale entry', 'stale entries')} (\`seaworthy baseline --prune\`)`;
  return `, ${known} in the baseline${mended}`;
}

/** `before` counts the findings that were there and still are, `touched` those of them on edited lines. */
export const changeCounts = (change: Change) => {
  const touched = [...change.states.values()].filter((state) => state === 'touched').length;
  return { added: change.states.size - touched, touched, fixed: change.fixed.length, before: change.still };
};

/** '3 findings (1 error, 2 warnings) in 12 files, 1 file not read, 2 files not fully read, as of 2026-08-22'. */
export function summary(run: Run): string {
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((s) => [s, run.findings.filter((f) => f.finding.severity === s).length] as const)
    .filter(([, n]) => n > 0)
    .map(([s, n]) => (s === 'info' ? `${n} info` : plural(n, s)));
  const ignored = run.suppressed > 0 ? `, ${run.suppressed} ignored by comments` : '';
  const detail = counts.length > 0 ? ` (${counts.join(', ')})` : '';
  const unread = (
    [
      ['not-read', 'not read'],
      ['partly', 'not fully read'],
    ] as const
  )
    .map(([extent, word]) => [countUnread(run, extent), word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `, ${plural(n, 'file')} ${word}`)
    .join('');
  return `${plural(run.findings.length, 'finding')}${detail} in ${plural(run.files, 'file')}${ignored}${baselineNote(run)}${unread}${changeNote(run)}${dayNote(run.days)}`;
}
