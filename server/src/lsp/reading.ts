/** Reads a workspace folder into its engine, in small steps, so that the server can handle messages in between. */
import { isJudged } from '../core/files/file-kinds.ts';
import { createPause, type Host, plainWords } from '../host/host.ts';
import { modelRoom } from '../host/model-room.ts';
import { parseUri } from '../host/uri.ts';
import { readEnvironmentFiles } from './environment-files.ts';
import type { Log } from './log.ts';
import type { Workspace } from './workspaces.ts';

interface Reading {
  readonly host: Host;
  readonly log: Log;
  /** Whether a document is open. The engine already has its text. */
  readonly isOpen: (uri: string) => boolean;
  /** Whether the server has more urgent work. */
  readonly isBusy: () => boolean;
  /** Gives a text to the engine; `undefined` removes the file. */
  readonly put: (workspace: Workspace, path: string, text: string | undefined) => void;
  /** Called from time to time with the number of files read so far, and the number of files to read once they are listed. */
  readonly progress: (read: number, total: number | undefined) => void;
}

/**
 * Reads all files of the folder into the engine and removes deleted ones. If every file could be read, the engine is marked complete.
 * Returns false if the folder cannot be read, or if a newer reading of it has ended this one.
 */
export async function readFolder(
  workspace: Workspace,
  { host, log, isOpen, isBusy, put, progress }: Reading,
): Promise<boolean> {
  const { folder, engine } = workspace;
  const scheme = folder === undefined ? undefined : parseUri(folder)?.scheme;
  if (folder === undefined || scheme === undefined || !host.reads(scheme)) return false;
  const turn = ++workspace.reading;
  const pause = createPause(isBusy);
  let complete = true;
  let read = 0;
  let candidates = 0;
  const seen = new Set<string>();
  const added = modelRoom(engine);
  // A file that is created during the reading is not listed, but must not be removed.
  const before = engine.paths();
  engine.setRepository(host.repository?.(folder));
  for (const path of await host.list(folder, () => {
    complete = false;
  })) {
    seen.add(path);
    if (isJudged(path)) candidates++;
    await pause();
    if (workspace.reading !== turn) return false;
  }
  workspace.candidates = candidates;
  /** Returns false if a newer reading has ended this one. */
  const readOne = async (path: string): Promise<boolean> => {
    const uri = workspace.uriOf(path);
    if (isOpen(uri)) return true;
    const answer = await host.read(uri, folder);
    if (workspace.reading !== turn) return false;
    // The document may have been opened meanwhile; the text in the editor wins.
    if (isOpen(uri)) return true;
    if (!('text' in answer)) {
      complete = false;
      log.warnOnce(`${uri} was not read: ${answer.problem}`);
    }
    const isNew = !('text' in answer) || engine.textOf(path) !== answer.text;
    put(workspace, path, 'text' in answer ? answer.text : undefined);
    // A file that is the same may have findings, which are kept with its models.
    if ('text' in answer && isNew) added(path, answer.text);
    workspace.noteUnreadable(path, 'text' in answer ? undefined : plainWords(answer.problem));
    return true;
  };
  for (const path of seen) {
    if (!(await readOne(path))) return false;
    read++;
    await pause();
    if (workspace.reading !== turn) return false;
    if (read % 100 === 0) progress(read, seen.size);
  }
  for (const path of await readEnvironmentFiles(host, workspace, isOpen, put)) seen.add(path);
  if (workspace.reading !== turn) return false;
  for (const path of before) if (!seen.has(path) && !isOpen(workspace.uriOf(path))) put(workspace, path, undefined);
  for (const path of workspace.unreadable.keys()) if (!seen.has(path)) workspace.noteUnreadable(path, undefined);
  engine.setComplete(complete);
  progress(read, seen.size);
  return true;
}
