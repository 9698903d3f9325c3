/** Runs the rules on a unit and on its other states, of which only what they alone show counts. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Finding } from '../rule/rule.ts';
import { contains } from '../text/span.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { type RuleRun, type RuleSet, runOnState } from './run-rules.ts';
import { softenInBranches } from './template-branches.ts';

/** Runs every rule on every subject of a unit, also in its other states. A rule that throws loses only that subject. */
export function runRules(unit: Unit, rules: RuleSet, config: ResolvedConfig, index: WorkspaceIndex): RuleRun {
  const own = runOnState(unit, rules, config, index);
  if (unit.kind !== 'kubernetes' || !unit.others) return { ...own, raw: softened(own.raw, unit) };
  const raw = [...own.raw];
  const asked = new Set(own.asked);
  for (const { unit: other, shown } of unit.others) {
    const run = runOnState(other, rules, config, index);
    for (const rule of run.asked) asked.add(rule);
    for (const one of run.raw) {
      const { finding, meta } = one.value;
      const isNew = !raw.some(({ value }) => value.meta === meta && value.finding.at.start === finding.at.start);
      if (!finding.absent && isNew && shown.some((span) => contains(span, finding.at)))
        raw.push({ ...one, value: { ...one.value, finding: ofUnit(finding, other, unit) } });
    }
  }
  raw.sort((a, b) => a.rank - b.rank);
  return { raw: softened(raw, unit), crashes: own.crashes, asked };
}

/** A finding of another state of the unit. What a fix would change there is not what the unit shows, so it has none. */
const ofUnit = (finding: Finding, other: Unit, unit: Unit): Finding => ({
  ...finding,
  fixes: [],
  ...(finding.related && {
    related: finding.related.map((one) => (one.place.unit === other ? { ...one, place: { ...one.place, unit } } : one)),
  }),
});

function softened(raw: RuleRun['raw'], unit: Unit): RuleRun['raw'] {
  const values = softenInBranches(
    unit,
    raw.map((r) => r.value),
  );
  return raw.map((r, i) => ({ ...r, value: values[i]! }));
}
