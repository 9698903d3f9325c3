/** The report of one unit, kept until its inputs change. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Suppression, UnknownName } from '../suppress/suppression.ts';
import type { Target } from '../suppress/target.ts';
import { sameItems } from '../text/common-ends.ts';
import { RANK, severityOf } from './fold.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { type IgnoreUse, NO_USE, type ReadUnit, useOf } from './ignore-use.ts';
import { lowered } from './lowered.ts';
import { missingReasons } from './missing-reasons.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Raw, UnitResult } from './raw.ts';
import { type Renamed, type Routes, routeKey } from './routes.ts';
import { partRoutes } from './subjects.ts';
import { unsuppressed } from './suppressed.ts';
import { unknownNames } from './unknown-names.ts';
import { routeOf } from './unused-ignores.ts';

/** The inputs that decide which findings of a unit are kept. They are compared by identity, lists of findings item by item. */
export interface ReportInputs {
  readonly outcome: UnitResult;
  readonly config: ResolvedConfig;
  /** Ignore comments that cover the whole file. */
  readonly fileComments: readonly Suppression[];
  /** The file says that a program wrote it, or its README that nobody maintains it. */
  readonly isAside: boolean;
  /** Findings of rules over all files. */
  readonly across: readonly Raw[];
  /** Places that rules over all files left out because of a comment. */
  readonly ignored: readonly Raw[];
}

export interface UnitReport {
  readonly inputs: ReportInputs;
  /** Findings that no comment suppresses, with their routes in the unit. */
  readonly kept: readonly Raw[];
  readonly suppressed: number;
  readonly routes: Routes;
  /** Which comments of the unit and of its file match findings of the unit. */
  readonly use: IgnoreUse;
  /** Whether comments of the unit ignore something depends on other units. */
  readonly isUseOpen: boolean;
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
  /** The targets of its comments that match nothing. */
  readonly unused: readonly Target[];
  /** Number of findings that comments suppress, of those that `UnitReport` does not count. */
  readonly suppressed: number;
}

/** A unit with its comments and its last report. */
interface Commented extends ReadUnit {
  readonly suppressions: readonly Suppression[];
  readonly unknownNames: readonly UnknownName[];
  readonly report: UnitReport | undefined;
}

/** The report of the last time if its inputs are unchanged. */
export function unitReport(a: Commented, inputs: ReportInputs, rules: IgnoreRules): UnitReport {
  const { unit, report: before } = a;
  if (before && same(before.inputs, inputs)) return before;
  const { outcome, across, ignored, config, fileComments, isAside } = inputs;
  const about = aboutComments(a, config, rules);
  const all = across.length + about.length === 0 ? outcome.raw : [...outcome.raw, ...across, ...about];
  const comments = [...a.suppressions, ...fileComments];
  const { kept: beforeYielding, suppressed } = unsuppressed(
    lowered(all, unit, config, isAside),
    config,
    comments,
    unit.kind,
  );
  const kept = withoutYielding(beforeYielding, config);
  const isAudit = config.settings.profile === 'audit';
  const use = comments.length === 0 ? NO_USE : useOf(a, [...all, ...ignored], outcome, comments, rules, isAudit);
  return {
    ...{ inputs, kept, suppressed, use, reported: undefined },
    routes: { parts: partRoutes(unit), keys: [...new Set([...kept.map(routeKey), ...unusedKeys(a, rules)])] },
    isUseOpen: a.suppressions.some((s) => s.scope === 'file') || (a.suppressions.length > 0 && use.asking.size > 0),
    isVolatile: across.length + ignored.length > 0 || kept.some((raw) => pointsElsewhere(raw, unit)),
  };
}

/** The keys of findings that a comment ignores nothing, if there should be any. */
const unusedKeys = ({ suppressions }: Commented, { unused }: IgnoreRules): string[] =>
  unused ? suppressions.map((comment) => routeKey({ meta: unused, finding: {}, route: routeOf(comment) })) : [];

/** The findings about comments that follow from the comments alone. */
function aboutComments(a: Commented, config: ResolvedConfig, { unknown, noReason }: IgnoreRules): Raw[] {
  const names = unknown && a.unknownNames.length > 0 ? unknownNames(a.unknownNames, a.unit, unknown) : [];
  const reasons = noReason && a.suppressions.length > 0 ? missingReasons(a.suppressions, noReason, config) : [];
  return [...names, ...reasons];
}

/** Without findings of rules that yield to another one, where that found something in the same image. The profile `audit` shows both. */
function withoutYielding(all: readonly Raw[], config: ResolvedConfig): readonly Raw[] {
  if (config.settings.profile === 'audit') return all;
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
  a.isAside === b.isAside &&
  sameItems(a.across, b.across) &&
  sameItems(a.ignored, b.ignored);
