/** The rules that decide about ignore comments, and those that are reported about them. */
import type { Rule, RuleMeta } from '../rule/rule.ts';
import { ignores, type Target } from '../suppress/target.ts';

export interface IgnoreRules {
  /** The rule for comments that ignore nothing, and the one for unknown names; `undefined`: those are not reported. */
  readonly unused: RuleMeta | undefined;
  readonly unknown: RuleMeta | undefined;
  /** The rule for comments without a reason. */
  readonly noReason: RuleMeta | undefined;
  /** The rule that reports folded findings. */
  readonly fold: RuleMeta | undefined;
  /** Rules that check all files together. */
  readonly acrossFiles: readonly RuleMeta[];
  /** The rules that a target ignores. */
  namedBy(target: Target): readonly RuleMeta[];
  /** The same with the rules whose findings are folded into one of them. */
  reportedFor(target: Target): readonly RuleMeta[];
  /** Whether a target ignores findings about comments. */
  isAboutComments(target: Target): boolean;
}

export function ignoreRules(rules: readonly Rule[]): IgnoreRules {
  const metas = rules.map((r) => r.meta);
  const fold = metas.find((m) => m.folds !== undefined);
  const named = new WeakMap<Target, readonly RuleMeta[]>();
  const namedBy = (target: Target): readonly RuleMeta[] => {
    const own = named.get(target) ?? metas.filter((m) => ignores(target, m));
    named.set(target, own);
    return own;
  };
  const members = metas.filter((m) => fold !== undefined && m.group === fold.folds);
  const reportedFor = (target: Target): readonly RuleMeta[] => {
    const own = namedBy(target);
    return fold && own.includes(fold) ? [...own, ...members] : own;
  };
  return {
    unused: metas.find((m) => m.aboutIgnores === 'unused'),
    unknown: metas.find((m) => m.aboutIgnores === 'unknown-name'),
    noReason: metas.find((m) => m.aboutIgnores === 'no-reason'),
    fold,
    acrossFiles: rules.filter((r) => r.workspace).map((r) => r.meta),
    namedBy,
    reportedFor,
    isAboutComments: (target) => namedBy(target).some((m) => m.aboutIgnores !== undefined),
  };
}
