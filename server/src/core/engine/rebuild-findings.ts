/** A file's findings after an edit: computed again where the edit may have changed them, reused elsewhere. */

import { saysForDevelopers } from '../checks/says-development.ts';
import { isWrittenByProgram } from '../checks/written-by-program.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import { shift } from '../text/span.ts';
import type { Topic, WorkspaceStore } from '../workspace/index.ts';
import { isSetAside } from '../workspace/set-aside.ts';
import type { Analysed } from './analyse.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { type IgnoreUse, joined, NO_USE } from './ignore-use.ts';
import { keptOf, type LastReport } from './last-report.ts';
import { byPlace, type PlacedFinding } from './placed-finding.ts';
import { internal, type Problem } from './problem.ts';
import type { Raw, UnitResult } from './raw.ts';
import { numbered, type Renamed, type Routes, sameNames, sameRoutes } from './routes.ts';
import { type ReportedUnit, type UnitReport, unitReport } from './unit-report.ts';
import type { FileState } from './units.ts';
import type { Unread } from './unread.ts';
import type { Knowledge } from './unused-ignores.ts';

/** The findings in a file. */
export interface Found {
  readonly state: FileState;
  readonly config: ResolvedConfig;
  readonly resultOf: (analysed: Analysed) => UnitResult;
  /** Knows when units without edits may need another run of rules. */
  readonly store: Pick<WorkspaceStore, 'index' | 'lastChange' | 'isAllWhole'>;
  /** Findings of rules over all files in the units of this file. */
  readonly across: ReadonlyMap<Unit, readonly Raw[]>;
  /** Places in the units that such rules left out because of a comment. */
  readonly ignored: ReadonlyMap<Unit, readonly Raw[]>;
  readonly ignoreRules: IgnoreRules;
}

/** The last report, if it is still valid for the parts without edits. */
function usable({ state, config, store }: Found, isAside: boolean): LastReport | undefined {
  const { last, fileComments } = state;
  if (last?.config !== config || last.fileComments !== fileComments || last.isAside !== isAside) return undefined;
  return last.version === store.index.version || store.lastChange(last.topics) <= last.version ? last : undefined;
}

/** The parts of a unit's report besides findings. */
export interface Remarks {
  readonly problems: Problem[];
  readonly unread: Unread[];
}

/**
 * The findings of the report. Units that the edit did not touch keep theirs; `place` computes the others. Adds problems and unread
 * parts of the checked units to `remarks`.
 */
export function rebuildFindings(
  parts: Found,
  remarks: Remarks,
  place: (a: Analysed, report: UnitReport, renamed: Renamed, known: Knowledge) => ReportedUnit,
): LastReport {
  const { state, config } = parts;
  const isAside =
    isWrittenByProgram(state.text) || saysForDevelopers(state.text) || isSetAside(state.path, parts.store.index);
  const last = usable(parts, isAside);
  const { units, fileComments } = state;
  const kept = keptOf(last, units.length);
  const again = kept.again([...parts.across.keys(), ...parts.ignored.keys()].map((unit) => numberOf(unit, units)));
  const routes = kept.list<Routes>(last?.routes ?? [], NO_ROUTES);
  const counts = kept.list(last?.counts ?? [], 0);
  const silenced = kept.list(last?.silenced ?? [], 0);
  const uses = kept.list<IgnoreUse>(last?.uses ?? [], NO_USE);
  const volatileUnits: number[] = [];
  const topics = collector(last?.topics ?? NO_TOPICS);
  let isSame = last?.routes.length === units.length;
  for (let i = again.indexOf(1); i >= 0; i = again.indexOf(1, i + 1)) {
    const a = units[i]!;
    const [across, ignored] = [parts.across.get(a.unit) ?? NONE, parts.ignored.get(a.unit) ?? NONE];
    const inputs = { outcome: parts.resultOf(a), config, fileComments, isAside, across, ignored };
    const report = unitReport(a, inputs, parts.ignoreRules);
    a.report = report;
    uses[i] = report.use;
    topics.add(a.result?.asking?.topics ?? NO_TOPICS);
    const hasRemarks = addRemarks(a, inputs.outcome, remarks);
    if (hasRemarks || report.isVolatile || report.isUseOpen) volatileUnits.push(i);
    isSame &&= sameRoutes(report.routes, last!.routes[i]!);
    routes[i] = report.routes;
  }
  const renamed = last && isSame ? last.renamed : numbered(routes);
  if (last && renamed !== last.renamed)
    for (let i = 0; i < units.length; i++)
      if (again[i] === 0 && !sameNames(renamed[i], last.renamed[kept.before(i)])) again[i] = 1;
  const { index, isAllWhole } = parts.store;
  const known: Knowledge = {
    ofFile: fileComments.length > 0 ? joined(uses) : NO_USE,
    isWhole: index.complete && isAllWhole(),
  };
  const findings: PlacedFinding[] = [];
  let inOrder = true;
  const add = (list: readonly PlacedFinding[], from: number, to: number, by: number): void => {
    const before = findings.at(-1);
    for (let i = from; i < to; i++) findings.push(by === 0 ? list[i]! : list[i]!.moved(by));
    const first = findings[findings.length - (to - from)];
    if (before && first && byPlace(before, first) > 0) inOrder = false;
  };
  const moved = state.text.length - (last?.textLength ?? 0);
  let [unitBefore, at] = [0, 0];
  for (let i = 0; i < units.length; ) {
    if (again[i] === 1) {
      const a = units[i]!;
      const unit = place(a, a.report!, renamed[i], known);
      counts[i] = unit.findings.length;
      silenced[i] = a.report!.suppressed + unit.suppressed;
      add(unit.findings, 0, unit.findings.length, 0);
      i++;
      continue;
    }
    for (const before = kept.before(i); unitBefore < before; unitBefore++) at += last!.counts[unitBefore]!;
    const to = kept.endOfRun(again, i);
    const from = at;
    for (let unit = i; unit < to; unit++) at += counts[unit]!;
    add(last!.findings, from, at, i < kept.head ? 0 : moved);
    unitBefore += to - i;
    i = to;
  }
  return {
    ...{
      config,
      fileComments,
      isAside,
      version: index.version,
      topics: topics.all(),
      textLength: state.text.length,
    },
    ...{
      findings,
      inOrder: inOrder && (last?.inOrder ?? true),
      counts,
      silenced,
      uses,
      routes,
      renamed,
      volatileUnits,
    },
    ...{ head: units.length, tail: units.length },
  };
}

const NONE: readonly Raw[] = [];
const NO_ROUTES: Routes = { parts: [], keys: [] };
const NO_TOPICS: ReadonlySet<Topic> = new Set();

/** Adds to a set that others hold: copied at the first new topic. After most edits there is none, and a copy costs as much as the stream. */
function collector(known: ReadonlySet<Topic>): { add(more: Iterable<Topic>): void; all(): ReadonlySet<Topic> } {
  let own: Set<Topic> | undefined;
  return {
    add(more) {
      for (const topic of more) {
        if ((own ?? known).has(topic)) continue;
        own ??= new Set(known);
        own.add(topic);
      }
    },
    all: () => own ?? known,
  };
}

/** The index of a unit in its file, by its offset. */
function numberOf(unit: Unit, units: readonly Analysed[]): number {
  let [low, high] = [0, units.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (units[middle]!.unit.start <= unit.start) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Adds the remarks of a unit; returns whether there are any. */
function addRemarks(a: Analysed, { crashes }: UnitResult, { problems, unread }: Remarks): boolean {
  const { start } = a.unit;
  for (const p of a.problems) problems.push({ ...p, at: shift(p.at, start) });
  for (const u of a.unread) unread.push({ ...u, at: shift(u.at, start) });
  for (const crash of crashes)
    problems.push({ ...internal(crash.rule, crash.message, crash.trace), at: { start, end: start } });
  return a.problems.length + a.unread.length + crashes.length > 0;
}
