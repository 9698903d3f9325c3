import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Change, Fix, Profile, RuleId, RuleMeta } from '../rule/rule.ts';
import { isSuppressed } from '../suppress/suppressions.ts';
import { type Span, shift, type TextEdit } from '../text/span.ts';
import type { Analysed } from './analyse.ts';
import type { FileState } from './file-state.ts';
import { fingerprint } from './fingerprint.ts';
import { FOLD_RULE, fold, severityOf } from './fold.ts';
import { foldedChange } from './folded-change.ts';
import type { Judged, JudgedWorkspace } from './judge.ts';
import { mayAppend, mayApply, offeredFixes } from './offered.ts';
import type { Raw } from './raw.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from './report.ts';
import { unreadOf } from './unread.ts';

const PROFILES: Record<Profile, number> = { default: 0, strict: 1, audit: 2 };

interface Parts {
  readonly state: FileState;
  readonly config: ResolvedConfig;
  readonly metas: readonly RuleMeta[];
  readonly judged: (analysed: Analysed) => Judged;
  readonly workspace: JudgedWorkspace['list'];
  /** Text of a file of the workspace, if it is there. */
  readonly exists: (path: string) => string | undefined;
  /** Every unit of the workspace was read whole. */
  readonly allWhole: () => boolean;
  /** What the rules `members` find, not folded, in a text in the place of the unit's. */
  readonly unfolded: (text: string, members: readonly RuleId[]) => readonly Reported[];
}

/** Turns what the rules found in a file's units into its report: suppressions, profile, severities, folding, fingerprints, file offsets. */
export function assemble(parts: Parts): FileReport {
  const { state, config } = parts;
  const wholeFile = state.units.flatMap((a) => a.suppressions.filter((s) => s.scope === 'file'));
  const findings: Reported[] = [];
  const occurrences = new Map<string, number>();
  const owners = new Map<string, Unit>();
  const problems = state.problems.map((p) => ({ ...p }));
  let suppressed = 0;
  for (const a of state.units) {
    const outcome = parts.judged(a);
    for (const p of a.problems) problems.push({ ...p, at: shift(p.at, a.unit.start) });
    for (const crash of outcome.crashes) {
      problems.push({
        kind: 'internal',
        at: { start: a.unit.start, end: a.unit.start },
        message: `${crash.rule} failed: ${crash.message}`,
      });
    }
    const kept: Raw[] = [];
    const comments = [...a.suppressions, ...wholeFile];
    for (const raw of [...outcome.raw, ...inUnit(parts.workspace, a.unit)]) {
      if (!applies(raw, config)) continue;
      if (isSuppressed({ at: raw.finding.at, covers: raw.covers }, raw.meta, comments)) suppressed++;
      else kept.push({ ...raw, route: routeIn(raw.route, a.unit, owners) });
    }
    const foldMeta = parts.metas.find((m) => m.id === FOLD_RULE);
    const list = fold(
      kept,
      foldMeta,
      config,
      (route, members) => () => foldedChange(a.unit, route, members, (text) => parts.unfolded(text, members)),
    );
    for (const raw of list) {
      if (raw.meta.id === FOLD_RULE && isSuppressed({ at: raw.finding.at, covers: raw.covers }, raw.meta, comments))
        suppressed++;
      else findings.push(reported(raw, a.unit, parts, occurrences));
    }
  }
  findings.sort(
    (a, b) =>
      a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  return {
    path: state.path,
    judged: state.units.length > 0 || state.problems.length > 0,
    findings,
    problems,
    unread: unreadOf(state),
    suppressed,
    config,
  };
}

/** The route, numbered where an earlier document of the file has an object of the same name: a fix must not reach both. */
function routeIn(route: string, unit: Unit, owners: Map<string, Unit>): string {
  let own = route;
  for (let n = 2; (owners.get(own) ?? unit) !== unit; n++) own = `${route}~${n}`;
  owners.set(own, unit);
  return own;
}

/** Whether a finding belongs to the profile in force; a rule that the configuration names is on whatever its profile. */
function applies(raw: Raw, config: ResolvedConfig): boolean {
  if (config.severityOf(raw.meta.id) === 'off') return false;
  const own = raw.finding.profile;
  // What a rule says only where everything is looked at stays there: it may be wrong.
  const from = config.explicit(raw.meta.id) ? (own === 'audit' ? own : 'default') : (own ?? raw.meta.profile);
  return PROFILES[from] <= PROFILES[config.settings.profile];
}

function inUnit(list: Parts['workspace'], unit: Unit): Raw[] {
  return list
    .filter(({ finding }) => finding.place.unit === unit)
    .map(({ meta, finding }) => {
      const { place, whole, route, ...rest } = finding;
      return { meta, route, covers: whole.at, finding: { ...rest, at: place.at } };
    });
}

function reported(raw: Raw, unit: Unit, parts: Parts, occurrences: Map<string, number>): Reported {
  const { finding, meta } = raw;
  const key = `${meta.id}\n${raw.route}`;
  const occurrence = occurrences.get(key) ?? 0;
  occurrences.set(key, occurrence + 1);
  let fixes: readonly ReportedFix[] | undefined;
  return {
    rule: meta.id,
    members: finding.members ?? [],
    path: unit.path,
    span: shift(finding.at, unit.start),
    covers: shift(raw.covers, unit.start),
    severity: severityOf(raw, parts.config),
    confidence: finding.confidence ?? meta.confidence,
    profile: finding.profile ?? meta.profile,
    message: finding.message,
    related: (finding.related ?? []).map(({ place, message }) => ({
      path: place.unit.path,
      span: shift(place.at, place.unit.start),
      message,
    })),
    fingerprint: fingerprint(meta.id, unit.path, raw.route, occurrence),
    get fixes() {
      fixes ??= offeredFixes(finding, unit, parts.allWhole()).map((fix) => reportedFix(fix, unit, parts));
      return fixes;
    },
    secretHash: finding.secretHash,
    route: raw.route,
  };
}

function reportedFix(fix: Fix, unit: Unit, parts: Parts): ReportedFix {
  const { title, safety, note, change, inTurn = [] } = fix;
  return {
    title,
    safety,
    note,
    inTurn: inTurn.map((part) => ({ rule: part.rule, fix: reportedFix(part.fix, unit, parts) })),
    changes: () => fileChanges(change(), unit, parts.exists),
  };
}

const inFile = (edits: readonly TextEdit[], unit: Unit): TextEdit[] =>
  edits.map((e) => ({ span: shift(e.span, unit.start), text: e.text }));

function fileChanges(changes: readonly Change[], unit: Unit, exists: Parts['exists']): FileChange[] {
  const edits = new Map<string, TextEdit[]>();
  const created: FileChange[] = [];
  if (!mayApply(changes, unit)) return [];
  const add = (path: string, list: readonly TextEdit[]): void => {
    edits.set(path, [...(edits.get(path) ?? []), ...list]);
  };
  for (const change of changes) {
    if ('span' in change) add(unit.path, inFile([change], unit));
    else if ('unit' in change) add(change.unit.path, inFile(change.edits, change.unit));
    else {
      const there = exists(change.file);
      if (there === undefined) created.push({ path: change.file, create: change.text });
      else if (change.ifExists === 'append' && !mayAppend(change.file, there)) return [];
      else if (change.ifExists === 'append') add(change.file, [appended(there, change.text)]);
    }
  }
  return [
    ...[...edits].filter(([, list]) => list.length > 0).map(([path, list]) => ({ path, edits: list })),
    ...created,
  ];
}

function appended(text: string, more: string): TextEdit {
  const end: Span = { start: text.length, end: text.length };
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const body = more.replace(/\r?\n/g, eol);
  return { span: end, text: text === '' || text.endsWith('\n') ? body : eol + body };
}
