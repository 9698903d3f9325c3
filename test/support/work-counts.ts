/** Counts the engine's work in a bundle that wraps its functions; see `counted-engine.ts`. */
import type { Checks, Context, Finding, Rule, Subject } from '../../server/src/core/rule/rule.ts';

/** An amount of work. */
export interface Counts {
  /** Units that were parsed and modelled. */
  units: number;
  /** Instructions of Dockerfiles that were read. */
  instructions: number;
  /** Runs of a rule set on a unit. */
  judged: number;
  /** Runs of one rule on one subject. */
  runs: number;
  /** Lengths (UTF-16 units) of the texts of those units, */
  parsed: number;
  /** of the texts in which document markers were searched, */
  cut: number;
  /** and of those in which token formats were searched. */
  searched: number;
}

const none = (): Counts => ({ units: 0, instructions: 0, judged: 0, runs: 0, parsed: 0, cut: 0, searched: 0 });

let counts = none();

/** The work since the last call. */
export function takeCounts(): Counts {
  const taken = counts;
  counts = none();
  return taken;
}

type Call = readonly unknown[];

/** What one call of a wrapped function adds. */
const ADDS: Readonly<Record<string, (call: Call) => void>> = {
  analyseUnit: ([, unit]) => {
    counts.units++;
    counts.parsed += (unit as { text: string }).text.length;
  },
  readInstruction: () => {
    counts.instructions++;
  },
  cutStream: ([text]) => {
    counts.cut += (text as string).length;
  },
  detectInText: ([text]) => {
    counts.searched += (text as string).length;
  },
  runRules: () => {
    counts.judged++;
  },
};

/** The function, which also counts its calls. */
export function wrap<F extends (...call: never[]) => unknown>(name: string, original: F): F {
  const add = ADDS[name];
  if (!add) throw new Error(`nothing counts calls of ${name}`);
  return ((...call) => {
    add(call);
    return original(...call);
  }) as F;
}

/** The rule, which also counts its runs. */
export function countedRule(rule: Rule): Rule {
  const checks = Object.entries(rule.checks) as [Subject, (subject: never, ctx: Context) => Iterable<Finding>][];
  const { workspace } = rule;
  return {
    ...rule,
    checks: Object.fromEntries(
      checks.map(([subject, check]) => [
        subject,
        (value: never, ctx: Context) => {
          counts.runs++;
          return check(value, ctx);
        },
      ]),
    ) as Checks,
    workspace:
      workspace &&
      ((space, ctx) => {
        counts.runs++;
        return workspace(space, ctx);
      }),
  };
}
