/** Reading a workspace folder into its engine, in small steps between which messages are handled. */
import { breather, type Host } from '../host/host.ts';
import { parseUri } from '../host/uri.ts';
import type { Log } from './log.ts';
import type { Workspace } from './workspaces.ts';

interface Reading {
  readonly host: Host;
  readonly log: Log;
  /** Whether a document is open: its text is the engine's business already. */
  readonly isOpen: (uri: string) => boolean;
  /** Whether something more urgent is going on. */
  readonly isBusy: () => boolean;
  /** Puts a text where it belongs; `undefined` takes the file out. */
  readonly put: (workspace: Workspace, path: string, text: string | undefined) => void;
  /** Called with the number of files read so far, now and then. */
  readonly progress: (read: number) => void;
}

/**
 * Makes the engine's files those of the folder: reads all, takes out what is gone. Absence may be concluded afterwards when every file
 * could be read. A newer reading of the same folder ends this one; the result is then false.
 */
export async function readFolder(
  workspace: Workspace,
  { host, log, isOpen, isBusy, put, progress }: Reading,
): Promise<boolean> {
  const { folder, engine } = workspace;
  const scheme = folder === undefined ? undefined : parseUri(folder)?.scheme;
  if (folder === undefined || scheme === undefined || !host.reads(scheme)) return false;
  const turn = ++workspace.reading;
  const pause = breather(isBusy);
  let complete = true;
  let read = 0;
  const seen = new Set<string>();
  // What comes while the folder is read was not listed, and is not gone for that.
  const before = engine.paths();
  for (const path of await host.list(folder, () => {
    complete = false;
  })) {
    seen.add(path);
    const uri = workspace.uriOf(path);
    if (!isOpen(uri)) {
      const answer = await host.read(uri);
      if (workspace.reading !== turn) return false;
      // Opened in the meantime: what is in the editor holds.
      if (!isOpen(uri)) {
        if (!('text' in answer)) {
          complete = false;
          log.warnOnce(`${uri} was not read: ${answer.problem}`);
        }
        put(workspace, path, 'text' in answer ? answer.text : undefined);
      }
    }
    read++;
    await pause();
    if (workspace.reading !== turn) return false;
    if (read % 100 === 0) progress(read);
  }
  for (const path of before) if (!seen.has(path) && !isOpen(workspace.uriOf(path))) put(workspace, path, undefined);
  engine.setComplete(complete);
  progress(read);
  return true;
}
