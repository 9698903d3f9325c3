/** What many checks of a family ask first. The engine asks it once of each subject, and runs none of them where the answer is no. */
import type { Check, Subject, Subjects } from './rule.ts';

/** Whether a subject may have findings; it looks at nothing but the subject. */
export type Condition = (subject: Subjects[Subject]) => boolean;

const conditions = new WeakMap<object, Condition>();

/** A check that finds nothing in subjects that do not meet `condition`: one function for all checks of a family. */
export function onlyIf<S extends Subject>(condition: (subject: Subjects[S]) => boolean, check: Check<S>): Check<S> {
  conditions.set(check, condition as Condition);
  return check;
}

/** The condition of `onlyIf`; `undefined` for checks without one. */
export const conditionOf = (check: object | undefined): Condition | undefined => check && conditions.get(check);
