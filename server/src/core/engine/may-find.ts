/** Which rules may find something in a subject: dozens ask the same question first (`onlyIf`), which is asked once here. */
import { type Condition, conditionOf } from '../rule/condition.ts';
import type { Rule } from '../rule/rule.ts';
import type { Visit } from './subjects.ts';

/** The rules of a list by the answers to their conditions. */
interface ByAnswers {
  readonly conditions: readonly Condition[];
  /** The rules that are left, by the numbers of the conditions that are met. */
  readonly left: Map<string, readonly Rule[]>;
}

const known = new WeakMap<readonly Rule[], ByAnswers>();

/** The rules of a list, in its order, without those whose condition the subject of the visit does not meet. All of them check this kind of subject. */
export function mayFind(list: readonly Rule[], { subject, value }: Visit): readonly Rule[] {
  const condition = (rule: Rule): Condition | undefined => conditionOf(rule.checks[subject]);
  let rules = known.get(list);
  if (!rules) {
    const conditions = [...new Set(list.flatMap((rule) => condition(rule) ?? []))];
    rules = { conditions, left: new Map() };
    known.set(list, rules);
  }
  const { conditions, left } = rules;
  if (conditions.length === 0) return list;
  const met = conditions.map((one) => isMet(one, value));
  const answers = met.join();
  let some = left.get(answers);
  if (!some) {
    const unmet = new Set(conditions.filter((_, i) => !met[i]));
    some = list.filter((rule) => !unmet.has(condition(rule)!));
    left.set(answers, some);
  }
  return some;
}

/** The rules themselves report what throws. */
function isMet(condition: Condition, value: Visit['value']): boolean {
  try {
    return condition(value);
  } catch {
    return true;
  }
}
