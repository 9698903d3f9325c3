/** The report of one unit, kept until its inputs change. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Suppression } from '../suppress/suppression.ts';
import { sameItems } from '../text/common-ends.ts';
import { RANK, severityOf } from './fold.ts';
import { lowered } from './lowered.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Raw, UnitResult } from './raw.ts';
import type { Renamed, Routes } from './routes.ts';
import { unsuppressed } from './suppressed.ts';

/** The inputs that decide which findings of a unit are kept. They are compared by identity, the items of `across` one by one. */
export interface ReportInputs {
  readonly outcome: UnitResult;
  readonly config: ResolvedConfig;
  /** Ignore comments that cover the whole file. */
  readonly fileComments: readonly Suppression[];
  /** Findings of rules over all files. */
  readonly across: readonly Raw[];
}

export interface UnitReport {
  readonly inputs: ReportInputs;
  /** Findings that no comment suppresses, with their routes in the unit. */
  readonly kept: readonly Raw[];
  readonly suppressed: number;
  readonly routes: Routes;
  /** A finding refers to other units, or comes from a rule over all files. */
  readonly isVolatile: boolean;
  /** The findings as last reported; `undefined` before the file's routes were numbered. */
  reported: ReportedUnit | undefined;
}

/** The findings of a unit at their place in the file. */
export interface ReportedUnit {
  readonly renamed: Renamed;
  /** Offset of the unit when they were placed. */
  readonly start: number;
  /** In the report's order. */
  readonly findings: readonly PlacedFinding[];
  /** Number of folded findings that comments suppress. */
  readonly suppressed: number;
}

/** Returns `before` if its inputs are unchanged. `comments`: the ignore comments of the unit itself. */
export function unitReport(
  before: UnitReport | undefined,
  unit: Unit,
  inputs: ReportInputs,
  comments: readonly Suppression[],
): UnitReport {
  if (before && same(before.inputs, inputs)) return before;
  const { outcome, across, config, fileComments } = inputs;
  const found = lowered(across.length === 0 ? outcome.raw : [...outcome.raw, ...across], unit, config);
  const { kept: all, suppressed } = unsuppressed(found, config, [...comments, ...fileComments]);
  const kept = withoutYielding(all, config);
  const routes = [...new Set(kept.map((raw) => raw.route))];
  const isVolatile = across.length > 0 || kept.some((raw) => pointsElsewhere(raw, unit));
  return { inputs, kept, suppressed, routes, isVolatile, reported: undefined };
}

/** Without findings of rules that yield to another one, where that found something in the same image. */
function withoutYielding(all: readonly Raw[], config: ResolvedConfig): readonly Raw[] {
  const wanted = new Set(all.flatMap(({ meta }) => meta.yieldsTo ?? []));
  if (wanted.size === 0) return all;
  const keyOf = (rule: string, { finding }: Raw): string => `${rule} ${finding.at.start}`;
  const heavier = new Map(
    all.flatMap((raw) => (wanted.has(raw.meta.id) ? [[keyOf(raw.meta.id, raw), raw] as const] : [])),
  );
  return all.filter((raw) => {
    const other = raw.meta.yieldsTo && heavier.get(keyOf(raw.meta.yieldsTo, raw));
    return !other || RANK[severityOf(other, config)] < RANK[severityOf(raw, config)];
  });
}

/** Other units move independently, so the places that a finding refers to are read again for each report. */
const pointsElsewhere = ({ finding }: Raw, unit: Unit): boolean =>
  finding.related?.some((r) => r.place.unit !== unit) ?? false;

const same = (a: ReportInputs, b: ReportInputs): boolean =>
  a.outcome === b.outcome &&
  a.config === b.config &&
  a.fileComments === b.fileComments &&
  sameItems(a.across, b.across);
