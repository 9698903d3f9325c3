/** The rules about ignore comments. The engine reports their findings itself. */
import type { RuleId } from '../rule/rule.ts';

export const UNUSED_IGNORE = 'comment/unused-ignore' satisfies RuleId;
export const UNKNOWN_RULE = 'comment/unknown-rule' satisfies RuleId;

/** Whether a rule is about ignore comments. A comment that ignores its findings is never called unused itself. */
export const isAboutComments = (id: string): boolean => id === UNUSED_IGNORE || id === UNKNOWN_RULE;
