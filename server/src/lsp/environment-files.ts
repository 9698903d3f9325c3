/** Reads the environment files that services name by `env_file`, whatever they are called. */
import { type Connection, DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import { isJudged, isRead } from '../core/files/file-kinds.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import type { Host } from '../host/host.ts';
import type { Client } from './client.ts';
import type { Session } from './session.ts';
import type { Place, Workspace } from './workspaces.ts';

/** Whether the file is read because of its name, or because a service names it. */
export const isReadHere = ({ workspace, path }: Place): boolean =>
  isRead(path) || workspace.engine.environmentFiles.has(path);

/** The same for files that rules check. */
export const isJudgedHere = ({ workspace, path }: Place): boolean =>
  isJudged(path) || workspace.engine.environmentFiles.has(path);

/** Gives a text to the engine; `undefined` removes the file. */
type Put = (workspace: Workspace, path: string, text: string | undefined) => void;

/**
 * Reads those that only a service names, without those that Git ignores, inside of the folder and behind no link. A name without a file is no
 * problem: many are written by hand after a clone. Open documents stay as they are. Returns the paths of all that services name.
 */
export async function readEnvironmentFiles(
  host: Host,
  workspace: Workspace,
  isOpen: (uri: string) => boolean,
  put: Put,
): Promise<readonly string[]> {
  const { engine, folder, uriOf } = workspace;
  const named = [...engine.environmentFiles.all()];
  for (const path of folder === undefined ? [] : named) {
    if (isRead(path) || gitIgnores(engine.index, path) || isOpen(uriOf(path))) continue;
    const answer = await host.read(uriOf(path), folder!);
    const text = 'text' in answer ? answer.text : undefined;
    if (engine.textOf(path) !== text && !isOpen(uriOf(path))) put(workspace, path, text);
  }
  return named;
}

/** Returns a function to call after changes. It reads the files that services have begun to name, and watches them. */
export function followEnvironmentFiles(session: Session, connection: Connection, client: Client): () => Promise<void> {
  const known = new Map<Workspace, string>();
  let watched = '';
  let watching: Promise<Disposable> | undefined;

  const watch = (): void => {
    const names = new Set([...session.workspaces.all()].flatMap(({ engine }) => [...engine.environmentFiles.all()]));
    const watchers = [...names].filter((path) => !isRead(path)).map((path) => ({ globPattern: `**/${literal(path)}` }));
    const key = JSON.stringify(watchers);
    if (!client.registersWatchers || key === watched) return;
    watched = key;
    watching?.then((one) => one.dispose()).catch(() => {});
    watching = undefined;
    if (watchers.length > 0)
      watching = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    // A client that refuses sends no such notifications.
    watching?.catch(() => {});
  };

  return async () => {
    for (const workspace of session.workspaces.all()) {
      const key = [...workspace.engine.environmentFiles.all()].join('\n');
      if ((known.get(workspace) ?? '') === key) continue;
      known.set(workspace, key);
      const isOpen = (uri: string): boolean => session.open(uri) !== undefined;
      await readEnvironmentFiles(session.host, workspace, isOpen, (at, path, text) =>
        session.setTextAt({ workspace: at, path }, text),
      );
    }
    for (const workspace of [...known.keys()])
      if (!session.workspaces.all().includes(workspace)) known.delete(workspace);
    watch();
  };
}

/** A path as a glob that matches only it. */
const literal = (path: string): string => path.replace(/[*?{}[\]]/g, '?');
