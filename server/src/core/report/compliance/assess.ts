/** Compares the controls of a standard with what the files say. */
import type { RuleMeta } from '../../rule/rule.ts';
import { type Control, controlsOf, type Standard } from '../../standards/standard.ts';
import type { Day } from '../../text/day.ts';
import type { AllEvidence, EvidencePlace, Exception } from './evidence.ts';
import { isAbout } from './family.ts';
import { type AllTrends, type TrendCounts, trendsOf } from './trend.ts';

/**
 * `not-met`: a rule finds a problem. `to-check`: the files leave open whether there is one. `suppressed`: there are only problems that comments
 * or the configuration suppress. `met`: rules find no problem. `no-object`: the files hold nothing that the control is about. `not-checkable`: files do not show
 * it, or there is no rule.
 */
export const STATES = ['not-met', 'to-check', 'suppressed', 'met', 'no-object', 'not-checkable'] as const;
export type ControlState = (typeof STATES)[number];

/** A control with its state and what it follows from. */
export interface Assessed extends Control {
  readonly state: ControlState;
  readonly places: readonly EvidencePlace[];
  readonly exceptions: readonly Exception[];
  /** Against the baseline; `undefined` if there is none. */
  readonly trend: TrendCounts | undefined;
}

export interface Assessment {
  readonly standard: Standard;
  readonly controls: readonly Assessed[];
  readonly totals: Readonly<Record<ControlState, number>>;
  /** Of all controls together: a finding that concerns several counts once. */
  readonly trend: TrendCounts | undefined;
  /** Number of judged files that the standard is about. */
  readonly files: number;
  /** Files that should have been judged and were not, or in part: the report does not cover them. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  /** The version of Seaworthy and the day as of which it judged. */
  readonly version: string;
  readonly today: Day;
}

type About = Pick<Assessment, 'unread' | 'version' | 'today'>;

/** The state of every control. `metas`: those of all rules. `trends`: `undefined` without a baseline. */
export function assess(
  standard: Standard,
  metas: readonly RuleMeta[],
  all: AllEvidence,
  about: About,
  trends?: AllTrends,
): Assessment {
  const parts = standard.files.map((family) => all[family]);
  const evidence = {
    places: parts.flatMap(({ places }) => places),
    exceptions: parts.flatMap(({ exceptions }) => exceptions),
    judged: parts.flatMap(({ judged }) => [...judged]),
  };
  const own = controlsOf(standard, metas);
  const trend = trends && trendsOf(trends, standard.files, own);
  const controls = own.map((control): Assessed => {
    const rules = new Set(control.rules);
    const places = distinct(evidence.places.filter((place) => rules.has(place.rule) && isAbout(control, place)));
    const exceptions = distinct(evidence.exceptions.filter(({ rule }) => rules.has(rule)));
    const isJudged = evidence.judged.some(
      ([rule, programs]) =>
        rules.has(rule) && (control.program === undefined || programs.size === 0 || programs.has(control.program)),
    );
    const state = stateOf(control, places, exceptions, isJudged);
    return { ...control, state, places, exceptions, trend: trend?.of(control) };
  });
  const totals = Object.fromEntries(
    STATES.map((state) => [state, controls.filter((control) => control.state === state).length]),
  ) as Record<ControlState, number>;
  const files = parts.reduce((sum, part) => sum + part.files, 0);
  return { standard, controls, totals, trend: trend?.total, files, ...about };
}

function stateOf(
  { rules }: Control,
  places: readonly EvidencePlace[],
  exceptions: readonly Exception[],
  isJudged: boolean,
): ControlState {
  if (rules.length === 0) return 'not-checkable';
  if (places.some(({ open }) => !open)) return 'not-met';
  if (places.length > 0) return 'to-check';
  if (exceptions.length > 0) return 'suppressed';
  return isJudged ? 'met' : 'no-object';
}

/** Sorted by path, line and rule, each once. */
function distinct<T extends { readonly path: string; readonly line: number | undefined; readonly rule: string }>(
  items: readonly T[],
): T[] {
  const byKey = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byKey.values()].sort(
    (a, b) => compared(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || compared(a.rule, b.rule),
  );
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
