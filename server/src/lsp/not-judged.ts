/** Lists what is not judged, with the reasons: files not fully read, excluded files, ignored findings, comments that ignore nothing. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { isJudged } from '../core/files/file-kinds.ts';
import { forTerminal, oneLine } from '../core/report/escape.ts';
import { withoutTokens } from '../core/secrets/detect/without-tokens.ts';
import { createPause } from '../host/host.ts';
import { isJudgedHere } from './environment-files.ts';
import type { NotJudged } from './overview.ts';
import { scopesOf } from './scope.ts';
import type { Session } from './session.ts';
import { excludedBy } from './why-not-checked.ts';
import type { Place, Workspace } from './workspaces.ts';

type Lists = { -readonly [K in keyof NotJudged]: NotJudged[K][number][] };

/** Answers `seaworthy/notJudged`, for the files that have findings (see `scope.ts`). Checks them in small steps; fails with `RequestCancelled` if `isCancelled` becomes true. */
export async function notJudged(session: Session, isCancelled: () => boolean): Promise<NotJudged> {
  session.flush();
  const lists: Lists = { notFullyRead: [], excluded: [], ignored: [], unusedIgnores: [] };
  const pause = createPause(session.isBusy);
  const scopes = scopesOf(session.workspaces.all());
  for (const workspace of session.workspaces.all()) {
    const isWhole = scopes.of(workspace) === 'workspace';
    if (!workspace.settings.enable) {
      if (workspace.folder !== undefined)
        lists.excluded.push({ uri: workspace.folder, why: 'The setting `seaworthy.enable` is off for this folder.' });
      continue;
    }
    for (const [path, why] of workspace.unreadable)
      if (isJudged(path)) lists.notFullyRead.push({ uri: workspace.uriOf(path), why: oneLine(why) });
    for (const path of workspace.engine.paths()) {
      if (!isWhole && !session.open(workspace.uriOf(path))) continue;
      // An inner folder answers for its own files.
      if (isInnermost(session, { workspace, path })) addFile(session, { workspace, path }, lists);
      await pause();
      if (isCancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
  }
  return lists;
}

function addFile(session: Session, place: Place, lists: Lists): void {
  const { workspace, path } = place;
  if (!isJudgedHere(place) && !session.open(workspace.uriOf(path))) return;
  const uri = workspace.uriOf(path);
  const report = session.report(place);
  if (!report) return;
  if (report.config.exclude(path)) {
    lists.excluded.push({ uri, why: excludedBy(place) });
    return;
  }
  const lineOf = (offset: number): number => workspace.lines(path).position(offset).line + 1;
  for (const { at, message } of report.unread)
    lists.notFullyRead.push({ uri, line: lineOf(at.start), why: oneLine(message) });
  for (const { at, message } of report.leftOut())
    lists.notFullyRead.push({ uri, line: lineOf(at.start), why: message });
  for (const { rule, at, reason } of report.ignored())
    lists.ignored.push({
      ...{ uri, line: lineOf(at.start), rule: oneLine(rule) },
      reason: reason === '' ? undefined : oneLine(withoutTokens(reason)),
    });
  const about = unusedRule(workspace);
  for (const { rule, span, message } of report.findings)
    if (rule === about) lists.unusedIgnores.push({ uri, line: lineOf(span.start), text: forTerminal(message) });
}

/** The id of the rule about comments that ignore nothing. */
const unusedRule = ({ engine }: Workspace): string | undefined =>
  engine.rules.find((r) => r.meta.aboutIgnores === 'unused')?.meta.id;

/** Whether no other folder of the workspace lies between the place's folder and its file. */
export function isInnermost({ workspaces }: Session, { workspace, path }: Place): boolean {
  const nearest = workspaces.locate(workspace.uriOf(path));
  return nearest === undefined || nearest.workspace === workspace;
}
