/** Adds and removes workspace folders, and reads their files. */
import type { Configurations } from './configurations.ts';
import type { ServerStatus } from './overview.ts';
import { readFolder } from './reading.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

export interface Folders {
  add(uri: string): void;
  remove(uri: string): void;
  /** Reads a folder again; many calls in a row cause one reading. */
  reread(workspace: Workspace): void;
  /** Whether a folder is being read. */
  isReading(): boolean;
  dispose(): void;
}

export function createFolders(session: Session, configurations: Configurations): Folders {
  const { client, documents, host, log, workspaces } = session;
  const waiting = new Map<Workspace, ReturnType<typeof setTimeout>>();
  const counts = new Map<Workspace, number>();
  const busy = new Set<Workspace>();
  let ended = false;

  const sendStatus = (): void => {
    if (!client.showsStatus) return;
    let files = 0;
    for (const count of counts.values()) files += count;
    const partial = workspaces.all().reduce((sum, { unreadable }) => sum + unreadable.size, 0);
    const status: ServerStatus = { indexing: busy.size > 0, files, partial, scope: 'openFiles' };
    void session.notify('seaworthy/status', status);
  };

  const read = async (workspace: Workspace): Promise<void> => {
    // The folder was removed, or the server shut down, while the settings were fetched.
    if (ended || !workspaces.all().includes(workspace)) return;
    busy.add(workspace);
    sendStatus();
    const progress = (read: number): void => {
      counts.set(workspace, read);
      sendStatus();
    };
    const put = (at: Workspace, path: string, text: string | undefined): void =>
      session.setTextAt({ workspace: at, path }, text);
    let turn = workspace.reading;
    try {
      const reading = readFolder(workspace, {
        host,
        log,
        isOpen: (uri) => session.open(uri) !== undefined,
        isBusy: session.isBusy,
        put,
        progress,
      });
      turn = workspace.reading;
      await reading;
    } catch (error) {
      log.fault('reading a folder', error);
    }
    // A newer reading reports its own end.
    if (workspace.reading !== turn) return;
    busy.delete(workspace);
    sendStatus();
    session.changed();
  };

  const stop = (workspace: Workspace): void => {
    clearTimeout(waiting.get(workspace));
    waiting.delete(workspace);
    workspace.reading++;
    busy.delete(workspace);
    counts.delete(workspace);
  };

  /** Gives the open documents to the engines that they belong to now. */
  const reassign = (): void => {
    for (const document of documents.all()) session.touch(document);
    session.changed();
  };

  return {
    add(uri) {
      const workspace = workspaces.addFolder(uri);
      if (!workspace) return;
      reassign();
      void configurations
        .read(workspace)
        .catch((error) => log.fault('settings', error))
        .then(() => read(workspace));
    },
    remove(uri) {
      const workspace = workspaces.removeFolder(uri);
      if (!workspace) return;
      stop(workspace);
      sendStatus();
      reassign();
    },
    reread(workspace) {
      clearTimeout(waiting.get(workspace));
      waiting.set(
        workspace,
        setTimeout(() => {
          waiting.delete(workspace);
          void read(workspace);
        }, 300),
      );
    },
    isReading: () => busy.size > 0,
    dispose() {
      ended = true;
      for (const workspace of workspaces.all()) stop(workspace);
    },
  };
}
