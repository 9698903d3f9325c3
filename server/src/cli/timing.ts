/** `--timing`: how long a check takes, by phase and by rule. */
import type { Checks, Context, Finding, Rule, Subject, WorkspaceFinding } from '../core/rule/rule.ts';

/** The parts of a run; rules run while files are checked. */
export type Phase = 'reading' | 'checking' | 'printing';

export interface Timing {
  /** The rules, each with a timer around its checks. */
  readonly rules: (list: readonly Rule[]) => readonly Rule[];
  /** Does the work of a phase. Phases are not nested. */
  readonly phase: <R>(name: Phase, work: () => R) => R;
  /** A table, or '' if it was not asked for. */
  readonly table: () => string;
}

/** Rules that are listed. */
const MOST = 20;

/** Measures if `isOn`, else passes everything on. */
export function timer(isOn: boolean): Timing {
  if (!isOn) return { rules: (list) => list, phase: (_, work) => work(), table: () => '' };
  const phases = new Map<string, number>();
  const byRule = new Map<string, number>();
  const timed = <R>(sums: Map<string, number>, name: string, work: () => R): R => {
    const began = performance.now();
    try {
      return work();
    } finally {
      sums.set(name, (sums.get(name) ?? 0) + performance.now() - began);
    }
  };
  // Since the process began: the start of Node and of the program are a part of every run.
  const start = performance.now();
  return {
    rules: (list) => list.map((rule) => timedRule(rule, (work) => timed(byRule, rule.meta.id, work))),
    phase: (name, work) => timed(phases, name, work),
    table() {
      const all = performance.now();
      const { user, system } = process.cpuUsage();
      const rules = sum(byRule);
      const { reading = 0, checking = 0, printing = 0 } = Object.fromEntries(phases);
      const rows: [string, number][] = [
        ['start of the program', start],
        ['reading files', reading],
        ['models, facts and reports', checking - rules],
        ['rules', rules],
        ['printing', printing],
        ['all', all],
      ];
      const slowest = [...byRule].sort((a, b) => b[1] - a[1]);
      const rest = slowest.slice(MOST);
      const line = ([name, ms]: readonly [string, number]): string =>
        `${ms.toFixed(1).padStart(9)} ms ${((100 * ms) / all).toFixed(1).padStart(5)} %  ${name}\n`;
      return [
        ...rows.map(line),
        `${((user + system) / 1000).toFixed(1).padStart(9)} ms          processor time\n\n`,
        ...slowest.slice(0, MOST).map(line),
        ...(rest.length > 0 ? [line([`${rest.length} more rules`, sum(new Map(rest))])] : []),
      ].join('');
    },
  };
}

const sum = (sums: ReadonlyMap<string, number>): number => [...sums.values()].reduce((all, ms) => all + ms, 0);

/** The rule with `timed` around each step of its checks. What several rules ask for is worked out for the first one. */
export function timedRule(rule: Rule, timed: <R>(work: () => R) => R): Rule {
  const checks = Object.entries(rule.checks) as [Subject, (subject: never, ctx: Context) => Iterable<Finding>][];
  const { workspace } = rule;
  return {
    ...rule,
    checks: Object.fromEntries(
      checks.map(([subject, check]) => [
        subject,
        (value: never, ctx: Context) =>
          timedEach(
            timed(() => check(value, ctx)),
            timed,
          ),
      ]),
    ) as Checks,
    workspace:
      workspace &&
      ((space, ctx): Iterable<WorkspaceFinding> =>
        timedEach(
          timed(() => workspace(space, ctx)),
          timed,
        )),
  };
}

/** The findings of a check as they come: a generator works when it is asked for the next one. */
function* timedEach<F>(found: Iterable<F>, timed: <R>(work: () => R) => R): Generator<F> {
  const iterator = found[Symbol.iterator]();
  for (;;) {
    const step = timed(() => iterator.next());
    if (step.done) return;
    yield step.value;
  }
}
