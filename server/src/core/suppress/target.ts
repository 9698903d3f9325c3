/** What an ignore comment asks to ignore, one by one. */
import { names } from '../rule/names.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suppression, WrittenName } from './suppression.ts';

/** What a comment asks to ignore: a name in a comment of ours, or all of another tool's comment. Compared by identity. */
export type Target = WrittenName | Suppression;

/** The targets of a comment. Other tools may need comments of theirs that ignore nothing here, so only the profile `audit` looks at those. */
export function targetsOf(comment: Suppression, isAudit: boolean): readonly Target[] {
  if (comment.own) return comment.own.names;
  return isAudit ? [comment] : [];
}

export const ignores = (target: Target, meta: RuleMeta): boolean =>
  'matches' in target ? target.matches(meta) : names(target.text, meta.id);
