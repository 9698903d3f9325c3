/**
 * Findings in what kustomizations build, and in what Compose makes of the files of a project. A finding in a base that each of them mends is dropped; one that they add stands at the line that
 * decides the value; one that only some have names them.
 */
import type { ResolvedConfig } from '../../config/resolve.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Rule, RuleMeta } from '../../rule/rule.ts';
import { secretSpans } from '../../secrets/hits.ts';
import { sameItems } from '../../text/common-ends.ts';
import { type Span, shift } from '../../text/span.ts';
import type { WorkspaceStore } from '../../workspace/index.ts';
import type { Analysed } from '../analyse.ts';
import { chartFixer } from '../chart/chart-fixes.ts';
import { compareChart, offAcross } from '../chart/compare-chart.ts';
import { offInValues } from '../chart/values-off.ts';
import type { Raw, UnitResult } from '../raw.ts';
import type { LeftOut } from '../unread.ts';
import { type BuildSources, builds } from './builds.ts';
import { type PartResult, showsNothing } from './built.ts';
import { type Compared, compare, keyOf, NOTHING } from './compare.ts';
import { leftOutOf } from './left-out.ts';

interface Parts extends BuildSources {
  readonly rules: readonly Rule[];
  readonly configFor: (path: string) => ResolvedConfig;
  readonly resultOf: (a: Analysed, config: ResolvedConfig) => UnitResult;
  readonly store: Pick<WorkspaceStore, 'index' | 'rebuilt'>;
}

/** The findings of one file with what kustomizations make of it. */
export interface OverlayFindings {
  /** The findings of a unit of the file, or of a trial text of it, without those that are mended. */
  readonly resultOf: (a: Analysed) => UnitResult;
  /** The findings that rules over all files make in the units of the file, and those that kustomizations add. */
  readonly across: ReadonlyMap<Unit, readonly Raw[]>;
}

export interface Overlays {
  /** `across`: the findings of rules over all files in the units of the file. */
  for(path: string, config: ResolvedConfig, across: OverlayFindings['across']): OverlayFindings;
  /** Forgets what depends on a file. `touched`: files that kustomizations now affect in another way. */
  changed(path: string, touched: readonly string[]): void;
  /** See `FileReport.leftOut`. */
  leftOutIn(path: string): readonly LeftOut[];
  /** Secrets in a file, also those in its inline patches, as offsets in its text. */
  secretsIn(path: string): readonly Span[];
}

const NONE: readonly Raw[] = [];

const isIn = (list: readonly Raw[] | undefined, raw: Raw): boolean =>
  list?.some((one) => keyOf(one) === keyOf(raw) && one.finding.at.start === raw.finding.at.start) === true;

/** Whether kustomizations or Compose projects may change parts of a unit. */
const canBeMade = (unit: Unit): boolean => unit.kind === 'kubernetes' || unit.kind === 'compose';

export function overlays(parts: Parts): Overlays {
  const { charts, stateOf, configFor, resultOf } = parts;
  // The files with secrets are checked for them as they are; a merged object has the same ones again.
  const left = new Set(parts.rules.filter((rule) => rule.checks.secret).map((rule) => rule.meta));
  const fixer = chartFixer(charts, stateOf);
  const made = builds(parts);
  // Holds until the next edit.
  const files = new Map<
    string,
    { readonly config: ResolvedConfig; readonly version: number; readonly all: readonly Compared[] }
  >();
  const known = new WeakMap<Unit, { readonly inputs: readonly unknown[]; readonly compared: Compared }>();
  const adjustedOf = new WeakMap<UnitResult, UnitResult>();

  /** The findings in what is made of a part. The same list while they are the same. */
  const findingsIn = ({ analysed, route }: PartResult, config: ResolvedConfig): readonly Raw[] => {
    const { raw } = resultOf(analysed, config);
    if (route === undefined) return raw;
    const byRoute = partsOfRaw.get(raw) ?? new Map<string, readonly Raw[]>();
    partsOfRaw.set(raw, byRoute);
    const some = byRoute.get(route) ?? raw.filter((one) => one.route === route || one.route.startsWith(`${route}/`));
    byRoute.set(route, some);
    return some;
  };
  const partsOfRaw = new WeakMap<readonly Raw[], Map<string, readonly Raw[]>>();

  /** The findings of a unit by itself. */
  const ownOf = (unit: Unit): readonly Raw[] => {
    const config = configFor(unit.path);
    const a = config.exclude(unit.path) ? undefined : stateOf(unit.path)?.units.find((one) => one.unit === unit);
    return a ? resultOf(a, config).raw : NONE;
  };

  /** The comparison of a unit with what all kustomizations build from it. */
  const comparedIn = (a: Analysed, config: ResolvedConfig): Compared => {
    const all = made.for(a.unit.path);
    const own = resultOf(a, config);
    const judged = all.map((one) => ({
      built: one,
      changed: new Map(
        [...(one.changed.get(a.unit) ?? [])].map(([start, results]) => [
          start,
          results.map((part) => ({ unit: part.analysed.unit, layers: part.layers, raw: findingsIn(part, config) })),
        ]),
      ),
    }));
    if (judged.every(({ built, changed }) => changed.size === 0 && !built.chart && !built.deletes)) return NOTHING;
    const inputs = [
      own,
      ...judged.flatMap((j) => [
        j.built,
        ...[...j.changed.values()].flat().flatMap((c) => [c.raw, ...c.layers.map(({ unit }) => ownOf(unit))]),
      ]),
    ];
    const before = known.get(a.unit);
    if (before && sameItems(before.inputs, inputs)) return before.compared;
    const chart = judged.find((one) => one.built.chart);
    const compared = chart
      ? compareChart(a.unit, own.raw, chart, left, fixer)
      : compare(a.unit, own.raw, judged, left, ownOf);
    known.set(a.unit, { inputs, compared });
    return compared;
  };

  const compareFile = (path: string): readonly Compared[] => {
    const config = configFor(path);
    const version = parts.store.index.version;
    const before = files.get(path);
    if (before?.config === config && before.version === version) return before.all;
    const units = config.exclude(path) ? [] : (stateOf(path)?.units ?? []);
    const all = units.flatMap((a) => (canBeMade(a.unit) ? [comparedIn(a, config)] : []));
    files.set(path, { config, version, all });
    return all;
  };

  /** The findings in the values of a chart that are about what the values switch off. */
  const offIn = (path: string, config: ResolvedConfig): readonly Compared[] => {
    const off = (file: string) => made.for(file).find((one) => one.chart)?.chart?.off;
    return (stateOf(path)?.units ?? []).map((a) =>
      offInValues(path, a.unit, resultOf(a, config).raw, charts, stateOf, off),
    );
  };

  /** Whether the unit with an added finding has the same one by itself: a patch is checked as it is too. */
  const isOwn = (unit: Unit, raw: Raw): boolean =>
    ownOf(unit).some((one) => one.meta === raw.meta && one.finding.at.start === raw.finding.at.start);

  /** The findings of a unit without those that are mended, and those of the rules `made`. The same object while they are the same. */
  const adjusted = (outcome: UnitResult, compared: readonly Compared[], made: ReadonlySet<RuleMeta>): UnitResult => {
    const raw = outcome.raw.flatMap((one) => {
      const key = keyOf(one);
      if (made.has(one.meta) || compared.some((c) => c.mended.has(key))) return [];
      return compared.find((c) => c.partly.has(key))?.partly.get(key)?.(one) ?? one;
    });
    const before = adjustedOf.get(outcome);
    if (before && sameItems(before.raw, raw)) return before;
    const now = sameItems(raw, outcome.raw) ? outcome : { ...outcome, raw };
    adjustedOf.set(outcome, now);
    return now;
  };

  return {
    for(path, config, across) {
      const results = made.for(path);
      if (results.every(showsNothing)) return { resultOf: (a) => resultOf(a, config), across };
      const bases = new Set(results.flatMap((one) => [...one.changed.keys()].map((unit) => unit.path)));
      const isValues = results.some((one) => one.chart && one.reads.has(path) && !bases.has(path));
      const own = [...compareFile(path), ...(isValues ? offIn(path, config) : [])];
      // What the chart's templates make of a value is said once.
      const all = [...bases].flatMap(compareFile);
      const said = new Set(isValues ? all.flatMap((compared) => [...compared.rules]) : []);
      const off = results.find((one) => one.chart)?.chart?.off;
      const withAdded = new Map(off ? [...across].map(([unit, raw]) => [unit, offAcross(unit, raw, off)]) : across);
      // A service that is made of several files is compared in each of them.
      for (const { unit, raw } of all.flatMap((compared) => compared.added))
        if (unit.path === path && (isValues || !isOwn(unit, raw)) && !isIn(withAdded.get(unit), raw))
          withAdded.set(unit, [...(withAdded.get(unit) ?? []), raw]);
      return { resultOf: (a) => adjusted(resultOf(a, config), own, said), across: withAdded };
    },
    changed(path, touched) {
      files.clear();
      const affected = new Set([...touched, ...made.forget(path)]);
      if (affected.size === 0) return;
      for (const file of affected) {
        const state = stateOf(file);
        // The units of a last report are not checked again where the file itself is the same.
        if (state) state.last = undefined;
      }
      parts.store.rebuilt();
    },
    leftOutIn(path) {
      const state = stateOf(path);
      const all = state ? made.for(path) : [];
      const isTemplate = charts.templatesOf(path).includes(path) && !all.some((one) => one.chart);
      return state
        ? leftOutOf(
            state,
            all.flatMap((one) => one.leftOut),
            isTemplate,
          )
        : [];
    },
    secretsIn(path) {
      const own = stateOf(path)?.units ?? [];
      const out: Span[] = own.flatMap(({ unit }) => secretSpans(unit).map((span) => shift(span, unit.start)));
      for (const one of made.for(path))
        for (const objects of one.changed.values())
          for (const {
            analysed: { unit },
          } of [...objects.values()].flat())
            for (const span of secretSpans(unit)) {
              const origin = one.origin(span);
              if (origin?.inline && origin.document.unit && origin.document.path === path)
                out.push(shift(origin.at, origin.document.unit.start));
            }
      return out;
    },
  };
}
