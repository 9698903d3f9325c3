/** Adds and removes workspace folders, and reads their files. */
import { nearestConfigPath } from '../core/config/resolve.ts';
import { CONFIG_NAME } from '../core/config/settings.ts';
import { posix } from '../core/text/paths.ts';
import type { Configurations } from './configurations.ts';
import { readFolder } from './reading.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspaces.ts';

export interface Folders {
  /** Adds a folder. Resolves when its settings are known; its files are read after that. */
  add(uri: string): Promise<void>;
  remove(uri: string): void;
  /** Reads a folder again; many calls in a row cause one reading. */
  reread(workspace: Workspace): void;
  /** Whether a folder is being read, or about to be. */
  isReading(): boolean;
  /** Files read so far in all folders, and files to read; `undefined` until all folders are listed. */
  counts(): { readonly files: number; readonly total: number | undefined };
  dispose(): void;
}

/** `onProgress` is called when a reading begins, goes on and ends. */
export function createFolders(session: Session, configurations: Configurations, onProgress: () => void): Folders {
  const { documents, host, log, workspaces } = session;
  const waiting = new Map<Workspace, ReturnType<typeof setTimeout>>();
  const counts = new Map<Workspace, { readonly read: number; readonly total: number | undefined }>();
  const busy = new Set<Workspace>();
  let ended = false;

  const read = async (workspace: Workspace): Promise<void> => {
    // The folder was removed, or the server shut down, while the settings were fetched.
    if (ended || !workspaces.all().includes(workspace)) return;
    const since = Date.now();
    busy.add(workspace);
    onProgress();
    const progress = (read: number, total: number | undefined): void => {
      counts.set(workspace, { read, total });
      onProgress();
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
      if (await reading) log.info(summary(workspace, Date.now() - since));
    } catch (error) {
      log.fault('reading a folder', error);
    }
    // A newer reading reports its own end.
    if (workspace.reading !== turn) return;
    busy.delete(workspace);
    onProgress();
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
    async add(uri) {
      const workspace = workspaces.addFolder(uri);
      if (!workspace) return;
      log.info(`folder ${uri}`);
      busy.add(workspace);
      reassign();
      try {
        await configurations.read(workspace);
      } catch (error) {
        log.fault('settings', error);
      }
      void read(workspace);
    },
    remove(uri) {
      const workspace = workspaces.removeFolder(uri);
      if (!workspace) return;
      log.info(`folder ${uri} was removed`);
      stop(workspace);
      onProgress();
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
    isReading: () => busy.size + waiting.size > 0,
    counts() {
      const all = [...counts.values()];
      const isListed = [...busy].every((workspace) => counts.get(workspace)?.total !== undefined);
      const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
      return {
        files: sum(all.map((c) => c.read)),
        total: isListed ? sum(all.map((c) => c.total ?? 0)) : undefined,
      };
    },
    dispose() {
      ended = true;
      for (const workspace of workspaces.all()) stop(workspace);
    },
  };
}

/** Configuration files that the log names, at most. */
const MOST_NAMED = 20;

/** What the log says about a folder after it was read. */
function summary({ folder, engine, candidates, named, unreadable }: Workspace, milliseconds: number): string {
  const files = engine.paths();
  const own = files.filter((path) => posix.basename(path) === CONFIG_NAME);
  const isRooted = nearestConfigPath('file', (path) => own.includes(path)) !== undefined;
  const shown = [...own.slice(0, MOST_NAMED), ...(named && !isRooted ? [named.path] : [])];
  const more = own.length > MOST_NAMED ? ` and ${own.length - MOST_NAMED} more` : '';
  const configuration = shown.length > 0 ? `configuration: ${shown.join(', ')}${more}` : 'no configuration file';
  const failed = unreadable.size > 0 ? `, ${unreadable.size} could not be read` : '';
  return `${folder}: read ${files.length} files in ${milliseconds} ms (${candidates} may be checked${failed}); ${configuration}`;
}
