/** Which ignore comments of a unit, or of its file, ignore a finding of the unit. */
import { isFullyParsed } from '../domain/editable.ts';
import { type Unit, yamlIn } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { reaches, type Suppression } from '../suppress/suppression.ts';
import { type Target, targetsOf } from '../suppress/target.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { Problem } from './problem.ts';
import type { CachedResult, Raw, UnitResult } from './raw.ts';
import type { Unread } from './unread.ts';

/** A unit as it was read, and the rules that read other files for it. */
export interface ReadUnit {
  readonly unit: Unit;
  readonly problems: readonly Problem[];
  readonly unread: readonly Unread[];
  readonly result: CachedResult | undefined;
}

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
  a: ReadUnit,
  found: readonly Raw[],
  outcome: UnitResult,
  comments: Iterable<Suppression>,
  rules: IgnoreRules,
  isAudit: boolean,
): IgnoreUse {
  const isOpen = mayHide(a, outcome);
  const asked = [...(a.result?.asking?.rules ?? [])].map((rule) => rule.meta);
  const asks = new Set([...asked, ...rules.acrossFiles]);
  const used = new Set<Target>();
  const asking = new Set<Target>();
  const byRule = groupByRule(found);
  const folded = rules.fold ? foldable(found, rules.fold) : [];
  for (const comment of new Set(comments)) {
    const isHit = (raw: Raw): boolean => isReached(comment, raw, a.unit);
    for (const target of targetsOf(comment, isAudit)) {
      const own = rules.namedBy(target);
      const isUsed = own.some((m) => byRule.get(m)?.some(isHit) || (m === rules.fold && folded.some(isHit)));
      if (isUsed) used.add(target);
      else if (rules.reportedFor(target).some((m) => asks.has(m))) asking.add(target);
    }
  }
  return used.size + asking.size === 0 && !isOpen ? NO_USE : { used, asking, isOpen };
}

function groupByRule(found: readonly Raw[]): ReadonlyMap<RuleMeta, readonly Raw[]> {
  const groups = new Map<RuleMeta, Raw[]>();
  for (const raw of found) {
    const group = groups.get(raw.meta);
    if (group) group.push(raw);
    else groups.set(raw.meta, [raw]);
  }
  return groups;
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

function mayHide({ unit, unread, problems }: ReadUnit, { crashes }: UnitResult): boolean {
  if (unread.length > 0 || crashes.length > 0 || problems.some((p) => p.kind !== 'suppression')) return true;
  if (unit.kind === 'other') return unit.yaml !== undefined;
  return isTemplate(unit) || !isFullyParsed(unit);
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

/** Whether a program may fill in the text. A single action counts too: its value may be what a comment is for. */
const isTemplate = (unit: Unit): boolean =>
  unit.kind === 'dockerfile' ? unit.dockerfile.templated : yamlIn(unit) !== undefined && unit.text.includes('{{');
