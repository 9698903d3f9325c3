/** Code actions: the offers of the light bulb, and the edit or the command of the chosen one. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Diagnostic,
  MessageType,
} from 'vscode-languageserver';
import { apart, eachPlace } from '../core/engine/joined.ts';
import type { FileChange, FileReport } from '../core/engine/report.ts';
import { forNotification, forTerminal, oneLine } from '../core/report/escape.ts';
import { type ActionData, type Operation, outcomeOf, readData } from './action-changes.ts';
import type { Client } from './client.ts';
import { configActions } from './config-actions.ts';
import { appliesWhole, ofClient, toDiagnostic, toSpan, toWorkspaceEdit } from './convert.ts';
import { leftByHand } from './hover-text.ts';
import { conversions, ignoreActions } from './ignore-actions.ts';
import { FIX_ALL, type Offer, offersAt } from './offers.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/**
 * Commands of the server. `APPLY` applies an action by its `data`; `SHOW_NOTE` shows the steps that remain after one, `SHOW_CONFIG` the
 * configuration that one has changed, `SHOW_PAGE` the page of a rule or what it says.
 */
export const APPLY = 'seaworthy.applyFix';
export const SHOW_NOTE = 'seaworthy.showNote';
export const SHOW_CONFIG = 'seaworthy.showConfig';
export const SHOW_PAGE = 'seaworthy.showPage';

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
  const { start, end } = toSpan(place.workspace.lines(place.path), params.range);
  // Fixes of one place are offered there too, though the finding stands at another.
  const here = eachPlace(report.findings).filter((f) => f.span.start <= end && start <= f.span.end);
  const offers = offersAt(session, place, report, here, wanted);
  // Source actions are sent only on request, since they do not belong to one finding.
  if (only && wanted(FIX_ALL) && apart(report.findings).some((f) => f.fixes[0]?.safety === 'safe'))
    offers.push({ title: 'Fix all safe findings', kind: FIX_ALL, operation: { do: 'fix-all' } });
  const shown = Array.isArray(params.context?.diagnostics) ? params.context.diagnostics : [];
  const mends = wanted(CodeActionKind.QuickFix)
    ? [
        ...configActions(session, place, params.range, shown),
        ...ignoreActions(session, document, place, report, params.range, shown),
        ...conversions(session, place, report, params.range),
      ]
    : [];
  const actions = offers.flatMap((offer) => {
    const action = toAction(session, place, offer, shown);
    const { operation } = offer;
    if (operation.do === 'open-page') return [action];
    const data = { uri: document.uri, version: document.version, ...operation };
    action.data = data;
    if (session.client.resolvesEdits && !mayBeImpossible(session, operation)) return [action];
    complete(session, place, report, data, action);
    return action.edit || action.command ? [action] : [];
  });
  return [...mends, ...actions];
}

/** Whether this client may not support the changes of the operation. Then they are computed at once, to offer only what it supports. */
function mayBeImpossible({ client }: Session, operation: Operation): boolean {
  if (operation.do === 'fix') return !client.appliesEveryFix;
  return !client.createsFiles && (operation.do === 'turn-off' || operation.do === 'allow');
}

/** Completes an action. If the document has changed meanwhile, returns the action unchanged; it does nothing then. */
export function resolveAction(session: Session, action: CodeAction): CodeAction {
  session.flush();
  const data = readData(action.data);
  const place = data && session.workspaces.locate(data.uri);
  if (!data || !place || session.versionOf(data.uri) !== data.version) return action;
  const report = session.report(place);
  const refusal = report && complete(session, place, report, data, action);
  if (refusal) show(session, MessageType.Warning, refusal);
  return action;
}

/** Shows a message in the editor. `text` may hold names of files. */
export const show = (session: Session, type: MessageType, text: string): void =>
  void session.notify('window/showMessage', { type, message: forNotification(`Seaworthy: ${text}`) });

/**
 * Adds the edit to an action. If the client would not apply it whole or not at all, the action gets a command instead, by which the
 * server applies it (apply-fix.ts). Returns the message for the user if nothing is changed.
 */
function complete(
  session: Session,
  place: Place,
  report: FileReport,
  data: ActionData,
  action: CodeAction,
): string | undefined {
  const { client, versionOf } = session;
  const { changes, note, refusal } = outcomeOf(place, report, data);
  const outside = changes.find((change) => !mayChange(session, place, change.path));
  if (outside) return liesOutside(outside.path);
  const asksReason = client.takesSnippets && data.do === 'ignore';
  const edit = toWorkspaceEdit(changes, place.workspace, versionOf, client, { label: action.title, note, asksReason });
  if (!edit) return refusal;
  if (!appliesWhole(client, changes)) {
    if (client.appliesEdits) action.command = { title: action.title, command: APPLY, arguments: [action.title, data] };
    return refusal;
  }
  action.edit = edit;
  // The client runs the command after it has applied the edit, and only then.
  if (note !== undefined && client.runsCommands) action.command = messageCommand(leftByHand(note));
  if (data.do === 'turn-off' || data.do === 'allow') showAfterwards(client, place, changes[0]!, action);
  return refusal;
}

/** A change of the configuration applies to the whole team, so the user sees the file afterwards, or at least reads its name. */
function showAfterwards(client: Client, { workspace }: Place, change: FileChange, action: CodeAction): void {
  if (!client.runsCommands) return;
  const edit = 'edits' in change ? change.edits[0] : undefined;
  const line = edit ? workspace.lines(change.path).position(edit.span.start).line : 0;
  action.command = client.showsDocuments
    ? {
        title: 'Show the configuration',
        command: SHOW_CONFIG,
        arguments: [{ uri: workspace.uriOf(change.path), line }],
      }
    : messageCommand(`Changed ${oneLine(change.path)}.`);
}

const messageCommand = (message: string): Command => ({
  title: 'Show the remaining steps',
  command: SHOW_NOTE,
  arguments: [forNotification(message)],
});

export const liesOutside = (path: string): string =>
  `Nothing was changed: ${forTerminal(path)} lies outside of the folder or behind a symbolic link.`;

/** Whether an edit may name the file. The text of an open document is the user's; any other file must lie in the folder. */
export function mayChange({ host, open }: Session, { workspace, path }: Place, changed: string): boolean {
  const uri = workspace.uriOf(changed);
  if (open(uri) || changed.startsWith('untitled/')) return true;
  return host.mayChange(uri, workspace.folder ?? host.folderAround(workspace.uriOf(path)));
}

function toAction(session: Session, { workspace }: Place, offer: Offer, shown: readonly Diagnostic[]): CodeAction {
  const action: CodeAction = { title: offer.title, kind: offer.kind };
  const { finding, operation } = offer;
  if (finding) action.diagnostics = [ofClient(toDiagnostic(finding, workspace, session), shown)];
  if (offer.preferred) action.isPreferred = true;
  if (operation.do === 'open-page') {
    const command = session.client.showsPages ? 'seaworthy.openRulePage' : SHOW_PAGE;
    action.command = { title: offer.title, command, arguments: [operation.rule] };
  }
  return action;
}
