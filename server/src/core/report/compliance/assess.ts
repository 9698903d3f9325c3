/** Compares the controls of a standard with what the files say. */
import { COMPONENTS } from '../../kubernetes/component.ts';
import type { RuleMeta } from '../../rule/rule.ts';
import { type Control, controlsOf, type Standard } from '../../standards/standard.ts';
import type { Day } from '../../text/day.ts';
import type { AllEvidence, EvidencePlace, Exception } from './evidence.ts';

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
}

export interface Assessment {
  readonly standard: Standard;
  readonly controls: readonly Assessed[];
  readonly totals: Readonly<Record<ControlState, number>>;
  /** Number of judged files that the standard is about. */
  readonly files: number;
  /** Files that should have been judged and were not, or in part: the report does not cover them. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  /** The version of Seaworthy and the day as of which it judged. */
  readonly version: string;
  readonly today: Day;
}

type About = Pick<Assessment, 'unread' | 'version' | 'today'>;

/** The state of every control. `metas`: those of all rules. */
export function assess(standard: Standard, metas: readonly RuleMeta[], all: AllEvidence, about: About): Assessment {
  const parts = standard.files.map((family) => all[family]);
  const evidence = {
    places: parts.flatMap(({ places }) => places),
    exceptions: parts.flatMap(({ exceptions }) => exceptions),
    judged: parts.flatMap(({ judged }) => [...judged]),
  };
  const controls = controlsOf(standard, metas).map((control): Assessed => {
    const rules = new Set(control.rules);
    const places = distinct(evidence.places.filter((place) => rules.has(place.rule) && isAbout(control, place)));
    const exceptions = distinct(evidence.exceptions.filter(({ rule }) => rules.has(rule)));
    const isJudged = evidence.judged.some(
      ([rule, programs]) =>
        rules.has(rule) && (control.program === undefined || programs.size === 0 || programs.has(control.program)),
    );
    return { ...control, state: stateOf(control, places, exceptions, isJudged), places, exceptions };
  });
  const totals = Object.fromEntries(
    STATES.map((state) => [state, controls.filter((control) => control.state === state).length]),
  ) as Record<ControlState, number>;
  return { standard, controls, totals, files: parts.reduce((sum, { files }) => sum + files, 0), ...about };
}

/** Whether a finding of a rule of the control is about this control, and not about another one of the rule. */
function isAbout({ program, words }: Control, { message }: EvidencePlace): boolean {
  const named = COMPONENTS.find((name) => message.startsWith(`\`${name}\` `));
  if (program !== undefined && named !== undefined && named !== program) return false;
  return words.length === 0 || words.some((word) => message.includes(word));
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
