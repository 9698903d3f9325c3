/** Compares the findings in a template with those in what it becomes with the chart's own values. */
import type { Unit } from '../../domain/unit.ts';
import type { RuleMeta } from '../../rule/rule.ts';
import { contains } from '../../text/span.ts';
import { type Compared, type Judged, keyOf, NOTHING, type Placed, placedIn } from '../overlay/compare.ts';
import type { Raw } from '../raw.ts';

const BY_DEFAULT = '(by default in `values.yaml`)';

/** @param left rules whose findings are not compared */
export function compareChart(
  unit: Unit,
  own: readonly Raw[],
  { built, changed }: Judged,
  left: ReadonlySet<RuleMeta>,
): Compared {
  if (unit.kind !== 'kubernetes' || !built.chart) return NOTHING;
  const mended = new Set<string>();
  const partly = new Map<string, (raw: Raw) => Raw>();
  const added: Placed[] = [];
  const rules = new Set<RuleMeta>();
  for (const { node, span } of unit.kubernetes.objects) {
    const [result] = changed.get(node.span.start) ?? [];
    if (!result) continue;
    const found = result.raw.flatMap((raw) => (left.has(raw.meta) ? [] : (placedIn(raw, result, built) ?? [])));
    const mine = own.filter((raw) => !left.has(raw.meta) && contains(span, raw.finding.at));
    for (const raw of mine) {
      if (found.some((one) => isSame(one, raw, unit))) continue;
      if (built.chart.shows(unit, raw.finding.at)) mended.add(keyOf(raw));
      else partly.set(keyOf(raw), switchedOff);
    }
    for (const { raw } of found) rules.add(raw.meta);
    for (const placed of found)
      if (!mine.some((raw) => isSame(placed, raw, unit)))
        added.push(built.chart.hasValues ? { ...placed, raw: { ...placed.raw, where: BY_DEFAULT } } : placed);
  }
  // A finding that stands for several of one name is mended only if all are.
  for (const key of partly.keys()) mended.delete(key);
  return { mended, partly, added, rules };
}

/** A branch that the chart's own values leave out: only those who switch it on have it. */
const switchedOff = (raw: Raw): Raw => ({ ...raw, finding: { ...raw.finding, profile: 'audit' } });

const isSame = ({ unit, raw }: Placed, own: Raw, of: Unit): boolean =>
  unit === of &&
  raw.meta === own.meta &&
  (raw.finding.at.start === own.finding.at.start ||
    (raw.route === own.route && raw.finding.message === own.finding.message));
