import type { Unit } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Target } from '../suppress/target.ts';
import { sameItems } from '../text/common-ends.ts';
import type { Analysed } from './analyse.ts';
import { fold } from './fold.ts';
import { commentsIn, ignoredByConfig, ignoredIn } from './ignored.ts';
import { joined } from './joined.ts';
import { lowered } from './lowered.ts';
import { byPlace, type PlacedFinding, placedFinding } from './placed-finding.ts';
import type { Raw } from './raw.ts';
import { type Found, rebuildFindings } from './rebuild-findings.ts';
import type { FileReport } from './report.ts';
import { type FixContext, foldOf, reportedFixes } from './reported-fixes.ts';
import { type Renamed, routeKey, sameNames } from './routes.ts';
import { isSilenced, unsuppressed } from './suppressed.ts';
import type { ReportedUnit, UnitReport } from './unit-report.ts';
import type { Unread } from './unread.ts';
import { type Unused, unusedFindings, unusedIn } from './unused-ignores.ts';

interface Parts extends Found {
  /** Metadata of the rule that reports folded settings; `undefined`: nothing is folded. */
  readonly foldMeta: RuleMeta | undefined;
  readonly fixes: FixContext;
  /** Marks the findings that are in the baseline. */
  readonly marked: (findings: readonly PlacedFinding[]) => readonly PlacedFinding[];
  readonly leftOut: FileReport['leftOut'];
}

/**
 * Turns the rules' findings in the units of a file into the file's report: suppressions, profile, severities, folding, fingerprints,
 * file offsets. Results of a unit are reused while their inputs are unchanged, so that an edit costs only the work of its own unit.
 */
export function assemble(parts: Parts): FileReport {
  const { state } = parts;
  const problems = state.problems.map((p) => ({ ...p }));
  const unread = state.problems
    .filter((p) => p.kind === 'limit')
    .map(({ at, message }): Unread => ({ at, message, extent: 'not-read' }));
  const last = rebuildFindings(parts, { problems, unread }, (a, report, renamed, known) =>
    reportedUnit(
      a,
      report,
      renamed,
      unusedIn(a.suppressions, report.use, known, parts.config, parts.ignoreRules),
      parts,
    ),
  );
  state.last = last;
  return {
    path: state.path,
    judged: state.units.length > 0 || state.problems.length > 0,
    findings: joinedApart(
      parts.marked(last.inOrder ? last.findings : [...last.findings].sort(byPlace)),
      foldsIn(parts),
    ),
    problems,
    unread,
    leftOut: parts.leftOut,
    suppressed: last.silenced.reduce((sum, n) => sum + n, 0),
    ignored: () => ignoredIn(state.units, parts.config),
    comments: () => commentsIn(state.units),
    ignoredByConfig: () => ignoredByConfig(state.units, parts.config),
    config: parts.config,
  };
}

/** Joins what is in the baseline and what is not separately: a further place of an old finding is new. */
function joinedApart(findings: readonly PlacedFinding[], settings: boolean): readonly PlacedFinding[] {
  const old = findings.filter((one) => one.baselined);
  if (old.length === 0) return joined(findings, settings);
  const others = findings.filter((one) => !one.baselined);
  return [...joined(others, settings), ...joined(old, settings)].sort(byPlace);
}

/** Whether missing settings are one finding. */
const foldsIn = ({ foldMeta, config }: Parts): boolean =>
  foldMeta !== undefined && config.settings.profile !== 'audit' && config.severityOf(foldMeta.id) !== 'off';

/** The findings of a unit at its current place in the file. */
function reportedUnit(
  a: Analysed,
  report: UnitReport,
  renamed: Renamed,
  unused: readonly Unused[],
  parts: Parts,
): ReportedUnit {
  const before = report.reported;
  const { start } = a.unit;
  if (before && sameNames(before.renamed, renamed) && sameItems(before.unused, targetsIn(unused))) {
    const by = start - before.start;
    if (by === 0 && !report.isVolatile) return before;
    report.reported = { ...before, start, findings: before.findings.map((f) => f.moved(by)) };
  } else report.reported = firstReported(a, report, renamed, unused, parts);
  return report.reported;
}

const targetsIn = (unused: readonly Unused[]): Target[] => unused.flatMap((u) => u.targets);

function firstReported(
  a: Analysed,
  { kept, inputs }: UnitReport,
  renamed: Renamed,
  unused: readonly Unused[],
  parts: Parts,
): ReportedUnit {
  const { unit } = a;
  const { config, ignoreRules } = parts;
  const comments = [...a.suppressions, ...inputs.fileComments];
  const about = ignoreRules.unused ? unusedFindings(unused, unit, ignoreRules.unused, config.settings.today) : [];
  // Few comments name this rule, but a hostile file has thousands that it is about.
  const naming = about.length > 0 ? comments.filter((s) => s.matches(about[0]!.meta)) : [];
  const stale = unsuppressed(lowered(about, unit, config, inputs.isAside), config, naming, unit.kind);
  const all = [...kept, ...stale.kept];
  const named = renamed ? all.map((raw) => ({ ...raw, route: renamed.get(routeKey(raw)) ?? raw.route })) : all;
  const list = fold(named, parts.foldMeta, config, foldOf(unit, parts.fixes));
  const shown = list.filter((raw) => raw.meta.folds === undefined || !isSilenced(raw, comments, config, unit.kind));
  // A route of a rule belongs to one unit, so counting within the unit is counting within the file.
  const occurrences = new Map<string, number>();
  const findings = shown.map((raw) => reported(raw, unit, parts, occurrences)).sort(byPlace);
  const suppressed = stale.suppressed + list.length - shown.length;
  return { renamed, start: unit.start, findings, unused: targetsIn(unused), suppressed };
}

function reported(raw: Raw, unit: Unit, parts: Parts, occurrences: Map<string, number>): PlacedFinding {
  const key = `${raw.meta.id}\n${raw.route}`;
  const occurrence = occurrences.get(key) ?? 0;
  occurrences.set(key, occurrence + 1);
  const { config, fixes } = parts;
  return placedFinding(raw, unit, occurrence, config, {
    fixes: () => reportedFixes(raw.finding, unit, fixes),
    madeBy: () => fixes.madeBy(unit.path),
    revision: fixes.revision,
  });
}
