/** Code actions: the offers of the light bulb, and the edits of the chosen one. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  MessageType,
} from 'vscode-languageserver';
import { CONFIG_NAME } from '../core/config/settings.ts';
import type { FileReport, Reported } from '../core/engine/report.ts';
import { forNotification, forTerminal, oneLine } from '../core/report/escape.ts';
import { posix } from '../core/text/paths.ts';
import { changesOf, isCostly, type Operation, outcomeOf, readData } from './action-changes.ts';
import { SOURCE, toDiagnostic, toSpan, toWorkspaceEdit } from './convert.ts';
import { configOf } from './diagnostics.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** The kind that applies all safe fixes; users name it in `editor.codeActionsOnSave`. */
export const FIX_ALL = 'source.fixAll.seaworthy';

/** A code action before the client's capabilities are applied. */
interface Offer {
  readonly title: string;
  readonly kind: string;
  readonly operation: Operation | { readonly do: 'open-page'; readonly rule: string };
  readonly finding?: Reported;
  readonly preferred?: boolean;
}

/** The actions at a range of an open document; none for other documents. */
export function actionsAt(session: Session, params: CodeActionParams): CodeAction[] {
  session.flush();
  const uri = params.textDocument?.uri;
  const document = session.open(uri);
  const place = document && session.workspaces.locate(uri);
  const report = place && session.report(place);
  if (!document || !place || !report) return [];
  const only = Array.isArray(params.context?.only) ? params.context.only : undefined;
  const wanted = (kind: string): boolean => only?.some((o) => kind === o || kind.startsWith(`${o}.`)) ?? true;
  const offers: Offer[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    const { start, end } = toSpan(place.workspace.lines(place.path), params.range);
    const here = report.findings.filter((f) => f.span.start <= end && start <= f.span.end);
    offers.push(...quickFixes(session, place, report, here));
  }
  // Source actions are sent only on request, since they do not belong to one finding.
  if (only && wanted(FIX_ALL) && report.findings.some((f) => f.fixes[0]?.safety === 'safe'))
    offers.push({ title: 'Fix all safe findings', kind: FIX_ALL, operation: { do: 'fix-all' } });
  return offers.flatMap((offer) => {
    const action = toAction(session, place, offer, params.context?.diagnostics);
    const { operation } = offer;
    if (operation.do === 'open-page') return [action];
    action.data = { uri: document.uri, version: document.version, ...operation };
    if (session.client.resolvesEdits && !mayCreate(session, operation)) return [action];
    toEdit(session, place, report, operation, action);
    return action.edit ? [action] : [];
  });
}

/** Whether the operation may create a file that this client does not support. Then its edit is computed at once. */
const mayCreate = (session: Session, operation: Operation): boolean =>
  !session.client.createsFiles && (operation.do === 'fix' || operation.do === 'turn-off' || operation.do === 'allow');

/** Adds the edit to an action. If the document has changed meanwhile, returns the action unchanged; it does nothing then. */
export function resolveAction(session: Session, action: CodeAction): CodeAction {
  session.flush();
  const data = readData(action.data);
  const place = data && session.workspaces.locate(data.uri);
  if (!data || !place || session.versionOf(data.uri) !== data.version) return action;
  const report = session.report(place);
  const refusal = report && toEdit(session, place, report, data, action);
  if (refusal)
    void session.notify('window/showMessage', {
      type: MessageType.Warning,
      message: forNotification(`Seaworthy: ${refusal}`),
    });
  return action;
}

/** Adds the edit to an action. Returns the message for the user if nothing is changed. */
function toEdit(
  session: Session,
  place: Place,
  report: FileReport,
  operation: Operation,
  action: CodeAction,
): string | undefined {
  const { changes, note, refusal } = outcomeOf(place, report, operation);
  const outside = changes.find((change) => !mayChange(session, place, change.path));
  if (outside) return `Nothing was changed: ${outside.path} lies outside of the folder or behind a symbolic link.`;
  const edit = toWorkspaceEdit(changes, place.workspace, session.versionOf, session.client, note);
  if (edit) action.edit = edit;
  // The client shows the note on manual steps after it has applied the edit.
  if (edit && note !== undefined && session.client.showsNotes)
    action.command = {
      title: 'Show the remaining steps',
      command: 'seaworthy.showNote',
      arguments: [forNotification(note)],
    };
  return refusal;
}

/** Whether an edit may name the file. The text of an open document is the user's; any other file must lie in the folder. */
function mayChange({ host, open }: Session, { workspace, path }: Place, changed: string): boolean {
  const uri = workspace.uriOf(changed);
  if (open(uri) || changed.startsWith('untitled/')) return true;
  return host.mayChange(uri, workspace.folder ?? host.folderAround(workspace.uriOf(path)));
}

function quickFixes(session: Session, place: Place, report: FileReport, here: readonly Reported[]): Offer[] {
  const offers: Offer[] = [];
  const kind = CodeActionKind.QuickFix;
  for (const finding of here) {
    const preferred = finding.fixes.findIndex((f) => f.safety === 'safe');
    for (const [i, fix] of finding.fixes.entries()) {
      const operation = { do: 'fix', finding: finding.fingerprint, fix: i } as const;
      const title = forTerminal(fix.title) + (fix.safety === 'review' ? ' (review)' : '');
      offers.push({ title, kind, operation, finding, preferred: i === preferred });
    }
  }
  for (const rule of new Set(here.map((f) => f.rule))) {
    const fixable = report.findings.filter((f) => f.rule === rule && f.fixes.length > 0);
    if (fixable.length < 2) continue;
    // Not offered to clients that need all edits at once, on each cursor move, or that cannot create files.
    const { resolvesEdits, createsFiles } = session.client;
    if (!(resolvesEdits && createsFiles) && isCostly(place, report, rule)) continue;
    const review = fixable.some((f) => f.fixes[0]?.safety === 'review') ? ' (review)' : '';
    const title = `Fix all \`${rule}\` in this file${review}`;
    offers.push({ title, kind, operation: { do: 'fix-rule', rule }, finding: here.find((f) => f.rule === rule) });
  }
  for (const finding of firsts(here)) offers.push(...silencers(session, place, report, finding));
  return offers;
}

/** One finding for each rule and start offset. Overlapping findings of one rule are ignored separately. */
const firsts = (list: readonly Reported[]): readonly Reported[] =>
  list.filter((f, i) => list.findIndex((g) => g.rule === f.rule && g.span.start === f.span.start) === i);

function silencers(session: Session, place: Place, report: FileReport, finding: Reported): Offer[] {
  const kind = CodeActionKind.QuickFix;
  const { rule, fingerprint } = finding;
  const offers: Offer[] = [];
  for (const scope of ['here', 'file'] as const) {
    const operation = { do: 'ignore', finding: fingerprint, scope } as const;
    const title = scope === 'here' ? `Ignore \`${rule}\` here` : `Ignore \`${rule}\` in this file`;
    // JSON has no comments, so no edit is possible there.
    if (changesOf(place, report, operation).length > 0) offers.push({ title, kind, operation, finding });
  }
  const config = configOf(place);
  if (config !== undefined || place.workspace.canCreate(place.path)) {
    const name = oneLine(posix.basename(config ?? CONFIG_NAME));
    if (finding.secretHash) {
      const operation = { do: 'allow', finding: fingerprint } as const;
      offers.push({ title: `Not a secret: allow this value by its hash in ${name}`, kind, operation, finding });
    }
    const title = `Turn \`${rule}\` off in ${name}`;
    offers.push({ title, kind, operation: { do: 'turn-off', finding: fingerprint }, finding });
  }
  if (session.client.showsPages)
    offers.push({ title: `Open the page of \`${rule}\``, kind, operation: { do: 'open-page', rule }, finding });
  return offers;
}

function toAction(
  session: Session,
  { workspace }: Place,
  offer: Offer,
  shown: readonly Diagnostic[] | undefined,
): CodeAction {
  const action: CodeAction = { title: offer.title, kind: offer.kind };
  const { finding, operation } = offer;
  if (finding) {
    const own = toDiagnostic(finding, workspace, session.client);
    // Use the client's own object if it sent one, so that it can match the action to its squiggle.
    const sent = (Array.isArray(shown) ? shown : []).find(
      (d) => d?.source === SOURCE && d.code === own.code && JSON.stringify(d.range) === JSON.stringify(own.range),
    );
    action.diagnostics = [sent ?? own];
  }
  if (offer.preferred) action.isPreferred = true;
  if (operation.do === 'open-page')
    action.command = { title: offer.title, command: 'seaworthy.openRulePage', arguments: [operation.rule] };
  return action;
}
