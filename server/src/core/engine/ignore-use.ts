/** Which ignore comments of a unit, or of its file, ignore a finding of the unit. */
import { isFullyParsed } from '../domain/editable.ts';
import { type Unit, yamlIn } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { reaches, type Suppression } from '../suppress/suppression.ts';
import { ignores, type Target, targetsOf } from '../suppress/target.ts';
import type { Analysed } from './analyse.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { Raw, UnitResult } from './raw.ts';

export interface IgnoreUse {
  /** The targets that match a finding of the unit, in whatever profile it is reported. */
  readonly used: ReadonlySet<Target>;
  /** The targets whose rules read other files, so that a workspace that is not complete may hide a finding. */
  readonly asking: ReadonlySet<Target>;
  /** The unit may have findings that cannot be seen: it was not read whole, or is a template. */
  readonly isOpen: boolean;
}

export const NO_USE: IgnoreUse = { used: new Set(), asking: new Set(), isOpen: false };

/** `found`: all findings of the unit, before the profile and the comments select some. `comments`: those of the unit and of its file. */
export function useOf(
  a: Analysed,
  found: readonly Raw[],
  outcome: UnitResult,
  comments: Iterable<Suppression>,
  rules: IgnoreRules,
  isAudit: boolean,
): IgnoreUse {
  const isOpen = mayHide(a, outcome);
  const asked = [...(a.result?.asking?.rules ?? [])].map((rule) => rule.meta);
  const asks = [...asked, ...rules.acrossFiles];
  const used = new Set<Target>();
  const asking = new Set<Target>();
  let folded: readonly Raw[] | undefined;
  for (const comment of new Set(comments)) {
    const targets = targetsOf(comment, isAudit);
    if (targets.length === 0) continue;
    for (const raw of found) {
      if (targets.every((t) => used.has(t))) break;
      if (!isReached(comment, raw, a.unit)) continue;
      for (const target of targets) if (ignores(target, raw.meta)) used.add(target);
    }
    for (const target of targets) {
      if (used.has(target)) continue;
      const { fold } = rules;
      if (fold && ignores(target, fold)) {
        folded ??= foldable(found, fold);
        if (folded.some((raw) => isReached(comment, raw, a.unit))) used.add(target);
      }
      if (rules.reportedFor(target).some((meta) => asks.includes(meta))) asking.add(target);
    }
  }
  return used.size + asking.size === 0 && !isOpen ? NO_USE : { used, asking, isOpen };
}

/** Findings that the engine may report as one. Which of them it joins depends on the profile. */
function foldable(found: readonly Raw[], fold: RuleMeta): readonly Raw[] {
  const members = found.filter((raw) => raw.meta.group === fold.folds && raw.finding.absent);
  const times = new Map<string, number>();
  for (const { route } of members) times.set(route, (times.get(route) ?? 0) + 1);
  return members.filter(({ route }) => times.get(route)! > 1);
}

/** Whether a comment reaches a finding, or a place in its unit that the finding is about too. */
const isReached = ({ reach }: Suppression, { finding, covers }: Raw, unit: Unit): boolean =>
  reaches(reach, { at: finding.at, covers }) ||
  (finding.related ?? []).some(
    ({ place, affected }) => affected && place.unit === unit && reaches(reach, { at: place.at, covers: place.at }),
  );

function mayHide({ unit, unread, problems }: Analysed, { crashes }: UnitResult): boolean {
  if (unread.length > 0 || crashes.length > 0 || problems.some((p) => p.kind !== 'suppression')) return true;
  if (unit.kind === 'other') return unit.yaml !== undefined;
  const isTemplate = unit.kind === 'dockerfile' ? unit.dockerfile.templated : yamlIn(unit)?.templated === true;
  return isTemplate || !isFullyParsed(unit);
}

/** The use of comments that cover the whole file, by all of its units. */
export function joined(uses: readonly IgnoreUse[]): IgnoreUse {
  const used = new Set<Target>();
  const asking = new Set<Target>();
  for (const use of uses) {
    for (const target of use.used) used.add(target);
    for (const target of use.asking) asking.add(target);
  }
  return { used, asking, isOpen: uses.some((use) => use.isOpen) };
}
