/** Code actions: what the light bulb offers, and their edits when one is chosen. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  MessageType,
} from 'vscode-languageserver';
import { CONFIG_NAME } from '../core/config/settings.ts';
import type { FileReport, Reported } from '../core/engine/report.ts';
import { forTerminal } from '../core/report/escape.ts';
import { posix } from '../core/text/paths.ts';
import { changesOf, type Deed, isCostly, outcomeOf, readData } from './action-changes.ts';
import { SOURCE, toDiagnostic, toSpan, toWorkspaceEdit } from './convert.ts';
import { configOf } from './diagnostics.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** Fixes everything that can be fixed without a look at it; what `editor.codeActionsOnSave` names. */
export const FIX_ALL = 'source.fixAll.seaworthy';

/** What is offered, before the client's abilities are considered. */
interface Offer {
  readonly title: string;
  readonly kind: string;
  readonly deed: Deed | { readonly do: 'open-page'; readonly rule: string };
  readonly finding?: Reported;
  readonly preferred?: boolean;
}

/** The actions at a range of an open document; none for another. */
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
  // Kinds of `source` are for those who ask for them: they are no answer to one finding.
  if (only && wanted(FIX_ALL) && report.findings.some((f) => f.fixes[0]?.safety === 'safe'))
    offers.push({ title: 'Fix all safe findings', kind: FIX_ALL, deed: { do: 'fix-all' } });
  return offers.flatMap((offer) => {
    const action = toAction(session, place, offer, params.context?.diagnostics);
    const { deed } = offer;
    if (deed.do === 'open-page') return [action];
    action.data = { uri: document.uri, version: document.version, ...deed };
    if (session.client.resolvesEdits && !mayCreate(session, deed)) return [action];
    toEdit(session, place, report, deed, action);
    return action.edit ? [action] : [];
  });
}

/** Whether it must be known at once if the deed creates a file, because this client or place cannot have any. */
const mayCreate = (session: Session, deed: Deed): boolean =>
  !session.client.createsFiles && (deed.do === 'fix' || deed.do === 'turn-off' || deed.do === 'allow');

/** Adds its edit to an action. One whose document has changed since is given back as it came: it does nothing then. */
export function resolveAction(session: Session, action: CodeAction): CodeAction {
  session.flush();
  const data = readData(action.data);
  const place = data && session.workspaces.locate(data.uri);
  if (!data || !place || session.versionOf(data.uri) !== data.version) return action;
  const report = session.report(place);
  const refusal = report && toEdit(session, place, report, data, action);
  if (refusal) void session.tell('window/showMessage', { type: MessageType.Warning, message: `Seaworthy: ${refusal}` });
  return action;
}

/** Adds its edit to an action, if there is one. Gives what to tell the user who chose it and gets none. */
function toEdit(
  session: Session,
  place: Place,
  report: FileReport,
  deed: Deed,
  action: CodeAction,
): string | undefined {
  const { changes, note, refusal } = outcomeOf(place, report, deed);
  const edit = toWorkspaceEdit(changes, place.workspace, session.versionOf, session.client, note);
  if (edit) action.edit = edit;
  // Said once the edit is made: what is left to do by hand.
  if (edit && note !== undefined && session.client.showsNotes)
    action.command = { title: 'What is left to do', command: 'seaworthy.showNote', arguments: [note] };
  return refusal;
}

function quickFixes(session: Session, place: Place, report: FileReport, here: readonly Reported[]): Offer[] {
  const offers: Offer[] = [];
  const kind = CodeActionKind.QuickFix;
  for (const finding of here) {
    const preferred = finding.fixes.findIndex((f) => f.safety === 'safe');
    for (const [i, fix] of finding.fixes.entries()) {
      const deed = { do: 'fix', finding: finding.fingerprint, fix: i } as const;
      const title = forTerminal(fix.title) + (fix.safety === 'review' ? ' (review)' : '');
      offers.push({ title, kind, deed, finding, preferred: i === preferred });
    }
  }
  for (const rule of new Set(here.map((f) => f.rule))) {
    const fixable = report.findings.filter((f) => f.rule === rule && f.fixes.length > 0);
    if (fixable.length < 2) continue;
    // Not for clients that want every edit at once, at each move of the cursor, or that cannot have what may be made.
    const { resolvesEdits, createsFiles } = session.client;
    if (!(resolvesEdits && createsFiles) && isCostly(place, report, rule)) continue;
    const review = fixable.some((f) => f.fixes[0]?.safety === 'review') ? ' (review)' : '';
    const title = `Fix all \`${rule}\` in this file${review}`;
    offers.push({ title, kind, deed: { do: 'fix-rule', rule }, finding: here.find((f) => f.rule === rule) });
  }
  for (const finding of firsts(here)) offers.push(...silencers(session, place, report, finding));
  return offers;
}

/** One finding of each rule: where two of one rule overlap, each is ignored for itself. */
const firsts = (list: readonly Reported[]): readonly Reported[] =>
  list.filter((f, i) => list.findIndex((g) => g.rule === f.rule && g.span.start === f.span.start) === i);

function silencers(session: Session, place: Place, report: FileReport, finding: Reported): Offer[] {
  const kind = CodeActionKind.QuickFix;
  const { rule, fingerprint } = finding;
  const offers: Offer[] = [];
  for (const scope of ['here', 'file'] as const) {
    const deed = { do: 'ignore', finding: fingerprint, scope } as const;
    const title = scope === 'here' ? `Ignore \`${rule}\` here` : `Ignore \`${rule}\` in this file`;
    // JSON has no comments.
    if (changesOf(place, report, deed).length > 0) offers.push({ title, kind, deed, finding });
  }
  const config = configOf(place);
  if (config !== undefined || place.workspace.canCreate(place.path)) {
    const name = posix.basename(config ?? CONFIG_NAME);
    if (finding.secretHash) {
      const deed = { do: 'allow', finding: fingerprint } as const;
      offers.push({ title: `This value is no secret: allow it by its hash in ${name}`, kind, deed, finding });
    }
    const title = `Turn \`${rule}\` off in ${name}`;
    offers.push({ title, kind, deed: { do: 'turn-off', finding: fingerprint }, finding });
  }
  if (session.client.showsPages)
    offers.push({ title: `Open the page of \`${rule}\``, kind, deed: { do: 'open-page', rule }, finding });
  return offers;
}

function toAction(
  session: Session,
  { workspace }: Place,
  offer: Offer,
  shown: readonly Diagnostic[] | undefined,
): CodeAction {
  const action: CodeAction = { title: offer.title, kind: offer.kind };
  const { finding, deed } = offer;
  if (finding) {
    const own = toDiagnostic(finding, workspace, session.client);
    // The client's own object where it sent it: then it knows which squiggle the action belongs to.
    const sent = (Array.isArray(shown) ? shown : []).find(
      (d) => d?.source === SOURCE && d.code === own.code && JSON.stringify(d.range) === JSON.stringify(own.range),
    );
    action.diagnostics = [sent ?? own];
  }
  if (offer.preferred) action.isPreferred = true;
  if (deed.do === 'open-page')
    action.command = { title: offer.title, command: 'seaworthy.openRulePage', arguments: [deed.rule] };
  return action;
}
