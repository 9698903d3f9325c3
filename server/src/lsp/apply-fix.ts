/**
 * Commands of the server: they apply the fixes of several files that a client would not apply whole or not at all by itself, and show the
 * steps that remain after a fix, and files (show-file.ts).
 */
import { type ApplyWorkspaceEditResult, MessageType, type WorkspaceEdit } from 'vscode-languageserver';
import type { FileChange } from '../core/engine/report.ts';
import { oneLine } from '../core/report/escape.ts';
import { outcomeOf, readData } from './action-changes.ts';
import { APPLY, liesOutside, mayChange, SHOW_CONFIG, SHOW_NOTE, SHOW_PAGE, show } from './actions.ts';
import { toWorkspaceEdit } from './convert.ts';
import { leftByHand } from './hover-text.ts';
import type { Session } from './session.ts';
import { showConfiguration, showPage } from './show-file.ts';
import type { Place } from './workspaces.ts';

export const COMMANDS = [APPLY, SHOW_NOTE, SHOW_CONFIG, SHOW_PAGE];

/** Runs a command. The arguments come from the client, so they are not trusted. Unknown commands do nothing. */
export async function runCommand(session: Session, command: string, args: readonly unknown[]): Promise<void> {
  if (command === SHOW_NOTE && typeof args[0] === 'string') show(session, MessageType.Info, args[0]);
  if (command === SHOW_CONFIG) await showConfiguration(session, args[0]);
  if (command === SHOW_PAGE) await showPage(session, args[0]);
  if (command === APPLY) await apply(session, String(args[0]), args[1]);
}

const CHANGED = 'Nothing was changed: the document has changed since the fix was offered. Choose the fix again.';

/** Applies a fix and shows the steps that remain, or the reason why nothing was changed. */
async function apply(session: Session, title: string, sent: unknown): Promise<void> {
  session.flush();
  const data = readData(sent);
  const place = data && session.workspaces.locate(data.uri);
  const report = place && session.report(place);
  if (!data || !report || session.versionOf(data.uri) !== data.version)
    return show(session, MessageType.Warning, CHANGED);
  const { changes, note, refusal } = outcomeOf(place, report, data);
  const outside = changes.find((change) => !mayChange(session, place, change.path));
  // The edit holds the versions of the open documents as they are now: one that changes from here on refuses the whole.
  const edit = toWorkspaceEdit(changes, place.workspace, session.versionOf, session.client, { label: title, note });
  const reason = outside
    ? liesOutside(outside.path)
    : (refusal ?? (edit ? await differenceOnDisk(session, place, changes) : CHANGED));
  if (!edit || reason !== undefined) return show(session, MessageType.Warning, reason ?? CHANGED);
  const answer = await request(session, title, edit);
  if (answer.applied) {
    if (note !== undefined) show(session, MessageType.Info, leftByHand(note));
    return;
  }
  const left = await removeNewFiles(session, place, changes);
  show(session, MessageType.Warning, notApplied(title, answer, changes, left));
}

/** Asks the client to apply the edit. A refactoring is one step to undo, and VS Code saves its files, so that the new one is not empty. */
async function request({ connection }: Session, label: string, edit: WorkspaceEdit): Promise<ApplyWorkspaceEditResult> {
  try {
    return await connection.workspace.applyEdit({ label, edit, metadata: { isRefactoring: true } });
  } catch {
    return { applied: false };
  }
}

/** The message if a file is not what the fix is based on: a new one exists already, or one that is not open has changed. */
async function differenceOnDisk(
  session: Session,
  place: Place,
  changes: readonly FileChange[],
): Promise<string | undefined> {
  const { workspace } = place;
  for (const change of changes) {
    const name = oneLine(change.path);
    const isOpen = session.open(workspace.uriOf(change.path)) !== undefined;
    if ('create' in change) {
      if (isOpen || (await textOnDisk(session, place, change.path)) !== undefined)
        return `Nothing was changed: ${name} exists already.`;
    } else if (!isOpen && (await textOnDisk(session, place, change.path)) !== workspace.engine.textOf(change.path)) {
      return `Nothing was changed: ${name} has changed on disk. Choose the fix again.`;
    }
  }
  return undefined;
}

async function textOnDisk({ host }: Session, { workspace, path }: Place, read: string): Promise<string | undefined> {
  const folder = workspace.folder ?? host.folderAround(workspace.uriOf(path));
  const answer = await host.read(workspace.uriOf(read), folder);
  return 'text' in answer ? answer.text : undefined;
}

/**
 * Removes the new files that a client has created although it refused the rest. They did not exist before, and only empty ones are
 * removed. Returns the paths of those that are left.
 */
async function removeNewFiles(session: Session, place: Place, changes: readonly FileChange[]): Promise<string[]> {
  const left: string[] = [];
  for (const change of changes) {
    if (!('create' in change)) continue;
    const text = await textOnDisk(session, place, change.path);
    if (text === undefined) continue;
    const remove = { kind: 'delete' as const, uri: place.workspace.uriOf(change.path), options: { recursive: false } };
    if (text !== '' || !(await request(session, 'Remove the new file', { documentChanges: [remove] })).applied)
      left.push(change.path);
  }
  return left;
}

function notApplied(
  title: string,
  { failureReason }: ApplyWorkspaceEditResult,
  changes: readonly FileChange[],
  left: readonly string[],
): string {
  const files = (paths: readonly string[]): string => paths.map(oneLine).join(', ');
  const why = typeof failureReason === 'string' ? `: ${failureReason.replace(/\.$/, '')}` : '';
  const rest = left.length > 0 ? ` New and left behind: ${files(left)}.` : '';
  return `The editor did not apply "${title}"${why}. Not changed: ${files(changes.map((c) => c.path).filter((p) => !left.includes(p)))}.${rest}`;
}
