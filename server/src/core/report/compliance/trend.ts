/** How the findings that a check reports differ from the baseline, for each control. */
import { againstBaseline } from '../../engine/against-baseline.ts';
import type { Engine } from '../../engine/engine-interface.ts';
import { unjoined } from '../../engine/joined.ts';
import type { FileReport } from '../../engine/report.ts';
import type { RuleId } from '../../rule/rule.ts';
import type { Control, FileFamily } from '../../standards/standard.ts';
import { familyOf, isAbout } from './family.ts';

/** A finding, or an entry of the baseline. `rules`: its rule, and those that it stands for. */
interface Item {
  readonly rules: readonly string[];
  readonly message: string;
}

/** Findings of one family of files. `mended`: entries of the baseline whose finding is no longer there. */
interface Trend {
  readonly known: Item[];
  readonly added: Item[];
  readonly mended: Item[];
}

/** The findings of all files, by family. `addTrend` and `addGone` fill it. */
export type AllTrends = Readonly<Record<FileFamily, Trend>>;

/** Numbers of findings, each place counted: those that are not in the baseline, those that are, and its entries without one. */
export type TrendCounts = Readonly<Record<keyof Trend, number>>;

const none = (): Trend => ({ known: [], added: [], mended: [] });
/** Creates an empty one. */
export const noTrend = (): AllTrends => ({ docker: none(), kubernetes: none(), other: none() });

/** Adds the findings of a file. `report`: its report in its own profile, since a baseline has no findings of other profiles. */
export function addTrend(all: AllTrends, engine: Engine, report: FileReport): void {
  if (!report.judged) return;
  const trend = all[familyOf(report.path, engine.textOf(report.path) ?? '')];
  const { reported, left } = againstBaseline(engine, report);
  for (const { rule, members, message, baselined } of unjoined(report.findings))
    if (baselined) trend.known.push({ rules: [rule, ...members], message });
  for (const { rule, members, message } of unjoined(reported.findings))
    trend.added.push({ rules: [rule, ...members], message });
  trend.mended.push(...left.map(({ rule, message }) => ({ rules: [rule], message })));
}

/** Adds what the files had that are no longer there. Of a YAML file only the name is left, so it counts as one of Kubernetes if it is no Compose file. */
export function addGone(all: AllTrends, { baseline }: Engine): void {
  for (const path of baseline.gone()) {
    const family = familyOf(path, '');
    const trend = all[family === 'other' && /\.(?:ya?ml|json)$/.test(path) ? 'kubernetes' : family];
    trend.mended.push(...baseline.of(path).map(({ rule, message }) => ({ rules: [rule], message })));
  }
}

/** The counts of each control, and of all controls together. `families`: those that the standard is about. */
export function trendsOf(
  all: AllTrends,
  families: readonly FileFamily[],
  controls: readonly Control[],
): { readonly total: TrendCounts; readonly of: (control: Control) => TrendCounts } {
  const concerns = (control: Control, item: Item): boolean =>
    item.rules.some((rule) => control.rules.includes(rule as RuleId)) && isAbout(control, item);
  const counted = (isCounted: (item: Item) => boolean): TrendCounts => {
    const count = (key: keyof Trend): number =>
      families.reduce((sum, family) => sum + all[family][key].filter(isCounted).length, 0);
    return { known: count('known'), added: count('added'), mended: count('mended') };
  };
  return {
    total: counted((item) => controls.some((control) => concerns(control, item))),
    of: (control) => counted((item) => concerns(control, item)),
  };
}
