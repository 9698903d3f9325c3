/** What a code action changes: worked out when it is chosen, from the few words that were put into its `data` when it was offered. */
import { CONFIG_NAME } from '../core/config/settings.ts';
import { mayComment } from '../core/domain/editable.ts';
import type { FileChange, FileReport, Reported, ReportedFix } from '../core/engine/report.ts';
import { MOST_WORK, type Work } from '../core/engine/settle.ts';
import { isFarReaching, type Settled, settleEach } from '../core/engine/settle-each.ts';
import { suppressionEdit } from '../core/suppress/edit.ts';
import { difference } from '../core/text/edits.ts';
import { posix } from '../core/text/paths.ts';
import { shift } from '../core/text/span.ts';
import { configOf } from './diagnostics.ts';
import { turnedOff, withAllowed } from './edit-config.ts';
import type { Place } from './workspaces.ts';

/** What to do, in a document at a version. Comes back from the client, so nothing in it is believed. */
export type ActionData = { readonly uri: string; readonly version: number } & Deed;

export type Deed =
  | { readonly do: 'fix'; readonly finding: string; readonly fix: number }
  | { readonly do: 'fix-rule'; readonly rule: string }
  | { readonly do: 'fix-all' }
  | { readonly do: 'ignore'; readonly finding: string; readonly scope: 'here' | 'file' }
  | { readonly do: 'turn-off'; readonly finding: string }
  | { readonly do: 'allow'; readonly finding: string };

type Many = Extract<Deed, { readonly do: 'fix-rule' | 'fix-all' }>;

/** Reads the `data` of an action; `undefined` when it is not ours. */
export function readData(data: unknown): ActionData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, version, do: deed } = data as Record<string, unknown>;
  return typeof uri === 'string' && typeof version === 'number' && typeof deed === 'string'
    ? (data as ActionData)
    : undefined;
}

/** The first fix of each finding of one rule. */
const firstOf =
  (rule: string) =>
  (finding: Reported): ReportedFix | undefined =>
    finding.rule === rule ? finding.fixes[0] : undefined;

/** Whether fixing all findings of a rule takes more than edits of the file: a copy of the workspace is made to find out which. */
export const isCostly = (place: Place, report: FileReport, rule: string): boolean =>
  isFarReaching(place.path, report.findings, firstOf(rule));

/** What a deed comes to, with what it leaves to do by hand, or why nothing can be done. */
export function outcomeOf(place: Place, report: FileReport, deed: Deed): Settled & { readonly refusal?: string } {
  if (deed.do === 'fix-rule' || deed.do === 'fix-all') {
    const work = { left: MOST_WORK };
    const settled = settledBy(place, report, deed, work);
    return work.left < 0 ? { ...settled, refusal: TOO_MUCH } : settled;
  }
  const finding = deed.do === 'fix' ? report.findings.find((f) => f.fingerprint === deed.finding) : undefined;
  const fix = deed.do === 'fix' ? finding?.fixes[deed.fix] : undefined;
  const changes = changesOf(place, report, deed);
  if (changes.length === 0 && fix && fix.steps.length > 0) return { changes, note: undefined, refusal: NOT_TOGETHER };
  return { changes, note: fix?.note };
}

const TOO_MUCH =
  'Nothing was changed: too many findings to fix at once in a file of this size. Fix them one by one; on the command line `seaworthy check --fix` applies all safe fixes.';
const NOT_TOGETHER =
  'Nothing was changed: these settings could not be added together in a file of this size. Add them one by one.';

/** What fixing many findings comes to; nothing when it takes more than `work`. */
function settledBy({ workspace, path }: Place, report: FileReport, deed: Many, work: Work): Settled {
  const { engine } = workspace;
  if (deed.do === 'fix-all') return { changes: engine.fixAll(path, undefined, work), note: undefined };
  const pick = firstOf(deed.rule);
  if (isFarReaching(path, report.findings, pick)) return settleEach(engine, path, pick, work);
  return { changes: engine.fixAll(path, pick, work), note: undefined };
}

/** The changes of a deed about one finding; none when its finding is gone or nothing can be done. */
export function changesOf(place: Place, report: FileReport, deed: Exclude<Deed, Many>): readonly FileChange[] {
  const finding = report.findings.find((f) => f.fingerprint === deed.finding);
  if (!finding) return [];
  if (deed.do === 'fix') return finding.fixes[deed.fix]?.changes() ?? [];
  if (deed.do === 'ignore') return ignored(place, finding, deed.scope);
  if (deed.do === 'turn-off') return inConfig(place, report, (text) => turnedOff(text, [finding.rule]));
  const hash = finding.secretHash?.();
  return deed.do === 'allow' && hash !== undefined ? inConfig(place, report, (text) => withAllowed(text, hash)) : [];
}

function ignored({ workspace, path }: Place, finding: Reported, scope: 'here' | 'file'): FileChange[] {
  const first = scope === 'file' ? 0 : finding.span.start;
  const unit = workspace.engine.unitAt(path, first);
  if (!unit) return [];
  // The comment for the file stands in its first document, whichever the finding is in.
  const at = scope === 'file' ? finding.span : shift(finding.span, -unit.start);
  const edits = suppressionEdit(unit, { at, covers: at }, finding.rule, scope === 'file' ? 'file' : 'here');
  if (edits.length === 0 || !mayComment(unit, edits)) return [];
  return [{ path, edits: edits.map((e) => ({ span: shift(e.span, unit.start), text: e.text })) }];
}

/** `edit` of the configuration that applies, or of a new one; none when it cannot be edited. */
function inConfig(place: Place, report: FileReport, edit: (text: string) => string | undefined): FileChange[] {
  const { engine, folder } = place.workspace;
  const path = configOf(place);
  const text = path === undefined ? undefined : (engine.textOf(path) ?? place.workspace.named?.text);
  if (path !== undefined && text !== undefined) {
    const now = edit(text);
    return now === undefined || now === text ? [] : [{ path, edits: difference(text, now) }];
  }
  // A new file takes the place of the editor's settings: what they say must go on to hold.
  const { profile } = report.config.settings;
  const before = profile === 'default' ? '' : `profile: ${profile}\n`;
  const created = folder === undefined ? posix.join(posix.dirname(place.path), CONFIG_NAME) : CONFIG_NAME;
  return [{ path: created, create: edit(before) ?? '' }];
}
