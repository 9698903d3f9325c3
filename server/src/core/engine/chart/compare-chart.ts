/** Compares the findings in a template with those in what it becomes with the chart's own values. */
import type { Unit } from '../../domain/unit.ts';
import { type Fix, fixesOf, type RuleMeta } from '../../rule/rule.ts';
import { contains } from '../../text/span.ts';
import { isConditional } from '../../yaml/edit/branches.ts';
import { type Compared, type Judged, keyOf, NOTHING, once, type Placed, placedIn } from '../overlay/compare.ts';
import type { Raw } from '../raw.ts';
import type { ChartFixer, ChartFixes } from './chart-fixes.ts';

const BY_DEFAULT = '(by default in `values.yaml`)';
const OFF_BY_DEFAULT = '(off by default)';

/** @param left rules whose findings are not compared */
export function compareChart(
  unit: Unit,
  own: readonly Raw[],
  { built, changed }: Judged,
  left: ReadonlySet<RuleMeta>,
  fixer: ChartFixer,
): Compared {
  if (unit.kind !== 'kubernetes' || !built.chart) return NOTHING;
  const mended = new Set<string>();
  const partly = new Map<string, (raw: Raw) => Raw>();
  const added: Placed[] = [];
  const rules = new Set<RuleMeta>();
  const { chart } = built;
  const used = once((raw) => asUsed(raw, unit, chart));
  for (const { kind, node, span, workloads } of unit.kubernetes.objects) {
    const here = own.filter((raw) => contains(span, raw.finding.at));
    const isOff = built.chart.off.get(unit)?.has(node.span.start) === true;
    if (isOff) for (const raw of here) partly.set(keyOf(raw), ofOffObject);
    else for (const raw of here) if (raw.finding.standsIn) partly.set(keyOf(raw), used);
    const [result] = changed.get(node.span.start) ?? [];
    if (!result) {
      // The result of an object whose head a named template prints begins in that.
      for (const raw of isOff || (workloads.length > 0 && kind !== '') ? [] : here)
        if (built.chart.hides(unit, raw.finding.at)) partly.set(keyOf(raw), switchedOff);
      continue;
    }
    const found = result.raw.flatMap((raw) => {
      const placed = left.has(raw.meta) ? undefined : placedIn(raw, result, built);
      return placed ? withFixes(placed, raw, fixer.for(raw, result.unit, unit, built)) : [];
    });
    const mine = here.filter((raw) => !left.has(raw.meta));
    for (const raw of mine) {
      const same = found.find((one) => isSame(one, raw, unit));
      if (same) {
        const isFixed = raw.finding.fixes !== undefined;
        // The values of the chart may take the branch, which is then no longer one of several.
        const differs = same.raw.finding.message !== raw.finding.message || same.raw.where !== raw.where;
        if (isFixed || differs)
          partly.set(keyOf(raw), fixedAs(same, isFixed, isConditional(unit.yaml, raw.finding.at.start, node.span)));
        continue;
      }
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

/** The findings of rules over all files in a unit of a template: those about one object say whether the chart's own values leave it out. */
export function offAcross(
  unit: Unit,
  all: readonly Raw[],
  off: ReadonlyMap<Unit, ReadonlySet<number>>,
): readonly Raw[] {
  const starts = off.get(unit);
  if (!starts || unit.kind !== 'kubernetes') return all;
  const spans = unit.kubernetes.objects.filter(({ node }) => starts.has(node.span.start)).map(({ span }) => span);
  const isOff = ({ finding }: Raw): boolean =>
    !finding.related?.some((one) => one.affected) && spans.some((span) => contains(span, finding.at));
  return all.map((raw) => (isOff(raw) ? ofOffObject(raw) : raw));
}

/** In an object that the chart's own values leave out. */
export const ofOffObject = once((raw) => ({
  ...raw,
  where: OFF_BY_DEFAULT,
  finding:
    (raw.finding.profile ?? raw.meta.profile) === 'default' ? { ...raw.finding, profile: 'strict' } : raw.finding,
}));

/** A password of words in a branch that the chart's own values choose, or leave out. */
function asUsed(raw: Raw, unit: Unit, chart: NonNullable<Judged['built']['chart']>): Raw {
  const { finding, instead } = raw;
  if (chart.hides(unit, finding.at)) return ofOffObject(raw);
  return instead?.branches.every((one) => chart.hides(unit, one)) ? { ...raw, finding: instead.finding } : raw;
}

interface WithFixes extends Placed {
  /** The titles of the fixes that the rule has for what the template becomes. */
  readonly titles: () => ReadonlySet<string>;
}

function withFixes(placed: Placed, of: Raw, made: ChartFixes | undefined): WithFixes {
  const titles = (): ReadonlySet<string> => new Set(fixesOf(of.finding).map(({ title }) => title));
  if (!made) return { ...placed, titles };
  const { fixes, together } = made;
  return { ...placed, titles, raw: { ...placed.raw, together, finding: { ...placed.raw.finding, fixes } } };
}

/** A branch that the chart's own values leave out: only those who switch it on have it. */
const switchedOff = once((raw) => ({ ...raw, finding: { ...raw.finding, profile: 'audit' } }));

/**
 * With the message about what the template becomes, where names are known and branches that the values leave out are gone, and with those fixes that the rule offers for it too. What stands in a branch is decided by the value that opens it, so
 * there the fixes are those of the result.
 */
const fixedAs = ({ raw, titles }: WithFixes, isFixed: boolean, inBranch: boolean): ((own: Raw) => Raw) =>
  once((before) => {
    const { together, finding } = raw;
    const own = { ...before, finding: { ...before.finding, message: finding.message } };
    if (!isFixed) return { ...own, where: raw.where };
    if (inBranch)
      return {
        ...own,
        where: raw.where,
        ...(together && { together }),
        finding: { ...own.finding, ...(finding.fixes && { fixes: finding.fixes }) },
      };
    const fixes = (): readonly Fix[] => {
      const known = titles();
      return fixesOf(own.finding).filter(({ title }) => known.has(title));
    };
    return { ...own, where: raw.where, finding: { ...own.finding, fixes } };
  });

const isSame = ({ unit, raw }: Placed, own: Raw, of: Unit): boolean =>
  unit === of &&
  raw.meta === own.meta &&
  (raw.finding.at.start === own.finding.at.start ||
    (raw.route === own.route && raw.finding.message === own.finding.message));
