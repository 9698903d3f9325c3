/** Runs inside a bundle that is built for a profile: measures its own time in each phase and each rule, and writes it to a file at the end. */
import { writeFileSync } from 'node:fs';
import { timedRule } from '../../server/src/cli/timing.ts';
import type { Rule } from '../../server/src/core/rule/rule.ts';
import { type Phase, TIMED } from './phases.ts';

/** Milliseconds. */
export interface Profile {
  readonly total: number;
  readonly phases: Readonly<Partial<Record<Phase, number>>>;
  readonly rules: Readonly<Record<string, number>>;
}

const phases = new Map<string, number>();
const rules = new Map<string, number>();
const phaseOf = new Map(Object.values(TIMED).flatMap((names) => Object.entries(names)));

interface Frame {
  readonly sums: Map<string, number>;
  readonly name: string;
}

/** What runs now: the innermost is last. */
const stack: Frame[] = [];
let since = performance.now();

/** Adds the time since the last call to what has run since then. */
function settle(): void {
  const now = performance.now();
  const top = stack.at(-1);
  if (top) top.sums.set(top.name, (top.sums.get(top.name) ?? 0) + now - since);
  since = now;
}

function timed<R>(frame: Frame, work: () => R): R {
  settle();
  stack.push(frame);
  try {
    return work();
  } finally {
    settle();
    stack.pop();
  }
}

const timedOne = (rule: Rule): Rule => {
  const frame = { sums: rules, name: rule.meta.id };
  return timedRule(rule, (work) => timed(frame, work));
};

/** The function, timed; the list of rules, with timed checks. */
export function wrap<T>(name: string, original: T): T {
  if (name === 'rules') return (original as readonly Rule[]).map(timedOne) as T;
  const frame = { sums: phases, name: phaseOf.get(name)! };
  return ((...call: never[]) => timed(frame, () => (original as (...call: never[]) => unknown)(...call))) as T;
}

process.on('exit', () => {
  const profile: Profile = {
    total: performance.now(),
    phases: Object.fromEntries(phases),
    rules: Object.fromEntries(rules),
  };
  writeFileSync(process.env.BENCH_PROFILE!, JSON.stringify(profile));
});
