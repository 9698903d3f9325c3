/** Which ignore comments of a file ignore something, for hosts that list what is not judged. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { IgnoreEntry } from '../config/settings.ts';
import type { RuleId } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import { isSuppressed } from '../suppress/suppressions.ts';
import type { Target } from '../suppress/target.ts';
import { shift } from '../text/span.ts';
import type { Analysed } from './analyse.ts';
import { lowered } from './lowered.ts';
import type { Ignored, ListedComment } from './report.ts';
import { applies } from './suppressed.ts';

/**
 * The comments of checked units that ignore something, in the order of the units. A Seaworthy comment counts if it matches a finding of any
 * profile, like those that `comment/unused-ignore` does not report; the comment of another tool if it matches one of the profile in force.
 */
export function ignoredIn(units: readonly Analysed[], config: ResolvedConfig): Ignored[] {
  const used = new Set<Target>();
  const foreign = new Map<Suppression, Set<string>>();
  for (const a of units) {
    if (!a.report) continue;
    for (const target of a.report.use.used) used.add(target);
    const { outcome, across, ignored, fileComments, isAside } = a.report.inputs;
    const comments = [...a.suppressions, ...fileComments];
    if (comments.every((comment) => comment.own)) continue;
    for (const raw of lowered([...outcome.raw, ...across, ...ignored], a.unit, config, isAside)) {
      if (!applies(raw, config)) continue;
      const by = isSuppressed({ ...raw.finding, covers: raw.covers }, raw.meta, comments, config.settings.today);
      if (by && !by.own) foreign.set(by, (foreign.get(by) ?? new Set()).add(raw.meta.id));
    }
  }
  return units.flatMap(({ unit, suppressions }) =>
    suppressions.flatMap((comment) => {
      const own = comment.own?.names.filter((name) => used.has(name)).map((name) => name.text);
      const rules = own ?? [...(foreign.get(comment) ?? [])];
      return rules.map((rule) => ({ rule, at: shift(comment.at, unit.start), reason: comment.reason }));
    }),
  );
}

/** All ignore comments of the units, in their order. */
export const commentsIn = (units: readonly Analysed[]): ListedComment[] =>
  units.flatMap(({ unit, suppressions }) =>
    suppressions.map(({ dialect, at, scope, text, reason, until }) => ({
      ...{ dialect, at: shift(at, unit.start), scope, text, reason, until },
    })),
  );

/** The entries of configuration files that ignore something in checked units, in the profile in force, with the ids of the rules. */
export function ignoredByConfig(
  units: readonly Analysed[],
  config: ResolvedConfig,
): ReadonlyMap<IgnoreEntry, ReadonlySet<RuleId>> {
  const found = new Map<IgnoreEntry, Set<RuleId>>();
  for (const { unit, report } of units) {
    if (!report) continue;
    const { outcome, across, ignored, isAside } = report.inputs;
    for (const raw of lowered([...outcome.raw, ...across, ...ignored], unit, config, isAside)) {
      const entry = applies(raw, config) ? config.ignoredBy(raw.meta, unit.kind) : undefined;
      if (entry) found.set(entry, (found.get(entry) ?? new Set()).add(raw.meta.id));
    }
  }
  return found;
}
