/** Computes the edits of a code action when the user chooses it, from the `data` that the server put into the action. */
import { CONFIG_NAME } from '../core/config/settings.ts';
import { mayComment } from '../core/domain/editable.ts';
import { eachPlace } from '../core/engine/joined.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from '../core/engine/report.ts';
import { MOST_WORK, needsTests, type Work } from '../core/engine/settle.ts';
import { isFarReaching, type Settled, settleEach } from '../core/engine/settle-each.ts';
import { suppressionEdit } from '../core/suppress/edit.ts';
import { difference } from '../core/text/edits.ts';
import { posix } from '../core/text/paths.ts';
import { shift } from '../core/text/span.ts';
import { configOf } from './diagnostics.ts';
import { turnedOff, withAllowed } from './edit-config.ts';
import type { Place } from './workspaces.ts';

/** An operation on one version of a document. The client sends it back, so it is not trusted. */
export type ActionData = { readonly uri: string; readonly version: number } & Operation;

export type Operation =
  | { readonly do: 'fix'; readonly finding: string; readonly fix: number }
  | { readonly do: 'fix-rule'; readonly rule: string }
  | { readonly do: 'fix-all' }
  | { readonly do: 'ignore'; readonly finding: string; readonly scope: 'here' | 'file' }
  | { readonly do: 'turn-off'; readonly finding: string }
  | { readonly do: 'allow'; readonly finding: string };

type Many = Extract<Operation, { readonly do: 'fix-rule' | 'fix-all' }>;

/** Reads the `data` of an action; `undefined` if it is not from this server. */
export function readData(data: unknown): ActionData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, version, do: operation } = data as Record<string, unknown>;
  return typeof uri === 'string' && typeof version === 'number' && typeof operation === 'string'
    ? (data as ActionData)
    : undefined;
}

/** The first fix of each finding of one rule, where it may be applied with those of the others. */
export const firstOf =
  (rule: string) =>
  (finding: Reported): ReportedFix | undefined =>
    finding.rule === rule && !needsTests(finding) ? finding.fixes[0] : undefined;

/** Whether fixing all findings of a rule may change other files. That is costly: it needs a copy of the workspace. */
export const isCostly = (place: Place, report: FileReport, rule: string): boolean =>
  isFarReaching(place.path, report.findings, firstOf(rule));

/** The changes of an operation and a note on manual steps, or `refusal`: why nothing was changed. */
export function outcomeOf(
  place: Place,
  report: FileReport,
  operation: Operation,
): Settled & { readonly refusal?: string } {
  if (operation.do === 'fix-rule' || operation.do === 'fix-all') {
    const work = { left: MOST_WORK };
    const settled = settledBy(place, report, operation, work);
    return work.left < 0 ? { ...settled, refusal: TOO_MUCH } : settled;
  }
  const finding = operation.do === 'fix' ? findingOf(report, operation) : undefined;
  const fix = operation.do === 'fix' ? finding?.fixes[operation.fix] : undefined;
  const changes = changesOf(place, report, operation);
  if (changes.length === 0 && fix && fix.steps.length > 0) return { changes, note: undefined, refusal: NOT_TOGETHER };
  return { changes, note: fix?.note };
}

/** The finding of an operation, or the place of one. */
const findingOf = ({ findings }: FileReport, operation: { readonly finding: string }): Reported | undefined =>
  eachPlace(findings).find((f) => f.fingerprint === operation.finding);

const TOO_MUCH =
  'Nothing was changed: too many findings to fix at once in a file of this size. Fix them one by one; on the command line `seaworthy check --fix` applies all safe fixes.';
const NOT_TOGETHER =
  'Nothing was changed: these settings could not be added together in a file of this size. Add them one by one.';

/** The changes that fix many findings; none if they need more than `work`. */
function settledBy({ workspace, path }: Place, report: FileReport, operation: Many, work: Work): Settled {
  const { engine } = workspace;
  if (operation.do === 'fix-all') return { changes: engine.fixAll(path, undefined, work), note: undefined };
  const pick = firstOf(operation.rule);
  if (isFarReaching(path, report.findings, pick)) return settleEach(engine, path, pick, work);
  return { changes: engine.fixAll(path, pick, work), note: undefined };
}

/** The changes of an operation on one finding; none if the finding no longer exists or nothing can be changed. */
export function changesOf(
  place: Place,
  report: FileReport,
  operation: Exclude<Operation, Many>,
): readonly FileChange[] {
  const finding = findingOf(report, operation);
  if (!finding) return [];
  if (operation.do === 'fix') return finding.fixes[operation.fix]?.changes() ?? [];
  if (operation.do === 'ignore') return ignored(place, finding, operation.scope);
  if (operation.do === 'turn-off') return inConfig(place, report, (text) => turnedOff(text, [finding.rule]));
  const hash = finding.secretHash?.();
  return operation.do === 'allow' && hash !== undefined
    ? inConfig(place, report, (text) => withAllowed(text, hash))
    : [];
}

function ignored({ workspace, path }: Place, finding: Reported, scope: 'here' | 'file'): FileChange[] {
  const first = scope === 'file' ? 0 : finding.span.start;
  const unit = workspace.engine.unitAt(path, first);
  if (!unit) return [];
  // A comment for the whole file goes into its first document.
  const at = scope === 'file' ? finding.span : shift(finding.span, -unit.start);
  const edits = suppressionEdit(unit, { at, covers: at }, finding.rule, scope === 'file' ? 'file' : 'here');
  if (edits.length === 0 || !mayComment(unit, edits)) return [];
  return [{ path, edits: edits.map((e) => ({ span: shift(e.span, unit.start), text: e.text })) }];
}

/** Applies `edit` to the configuration of the file, or creates one; no changes if it cannot be edited. */
function inConfig(place: Place, report: FileReport, edit: (text: string) => string | undefined): FileChange[] {
  const { engine, folder } = place.workspace;
  const path = configOf(place);
  const text = path === undefined ? undefined : (engine.textOf(path) ?? place.workspace.named?.text);
  if (path !== undefined && text !== undefined) {
    const now = edit(text);
    return now === undefined || now === text ? [] : [{ path, edits: difference(text, now) }];
  }
  // A configuration file overrides the editor's settings, so a new one keeps their profile.
  const { profile } = report.config.settings;
  const before = profile === 'default' ? '' : `profile: ${profile}\n`;
  const created = folder === undefined ? posix.join(posix.dirname(place.path), CONFIG_NAME) : CONFIG_NAME;
  return [{ path: created, create: edit(before) ?? '' }];
}
