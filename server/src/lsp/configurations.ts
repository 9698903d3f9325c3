/** Fetches the settings of each workspace folder and configures its engine. */

import type { Session } from './session.ts';
import { editorLayer, readSettings, type Settings, wrongSeverities } from './settings.ts';
import type { Workspace } from './workspaces.ts';

export interface Configurations {
  /** Fetches the settings of a workspace and the configuration file they name. */
  read(workspace: Workspace): Promise<void>;
  readAll(): Promise<void>;
  /** Handles changed settings. `sent` holds them if the client does not answer `workspace/configuration`. */
  changed(sent: unknown): Promise<void>;
  /** Whether a document is the configuration file that the settings of its folder name. */
  isNamed(uri: string): boolean;
}

/** `initial`: the client's `initializationOptions`; their `settings` apply if it does not answer `workspace/configuration`. */
export function createConfigurations(session: Session, initial: unknown): Configurations {
  const { connection, client, host, workspaces, log } = session;
  let pushed: unknown = (initial as { readonly settings?: unknown } | undefined)?.settings;

  const fetched = async (workspace: Workspace): Promise<Settings> => {
    if (!client.hasSettings) return readSettings(pushed);
    try {
      return readSettings(
        await connection.workspace.getConfiguration({ scopeUri: workspace.folder, section: 'seaworthy' }),
      );
    } catch {
      return readSettings(pushed);
    }
  };

  const textOf = async (workspace: Workspace, path: string): Promise<string | undefined> => {
    if (path === '' || workspace.folder === undefined) return undefined;
    const uri = workspace.uriOf(path);
    const open = session.open(uri);
    if (open) return open.getText();
    const answer = await host.read(uri, workspace.folder);
    if ('text' in answer) return answer.text;
    log.warnOnce(`the setting seaworthy.configFile names ${uri}, which was not read: ${answer.problem}`);
    return undefined;
  };

  const read = async (workspace: Workspace): Promise<void> => {
    const settings = await fetched(workspace);
    const text = await textOf(workspace, settings.configFile);
    const same = JSON.stringify(settings) === JSON.stringify(workspace.settings) && text === workspace.named?.text;
    if (same) return;
    const metas = workspace.engine.rules.map((r) => r.meta);
    for (const wrong of wrongSeverities(settings, metas)) log.warnOnce(`the setting seaworthy.severity: ${wrong}`);
    const { layer, named } = editorLayer(settings, text, metas);
    workspace.settings = settings;
    workspace.named = named;
    workspace.engine.configure({ editor: layer });
    session.changed();
  };

  const readAll = async (): Promise<void> => {
    await Promise.all(workspaces.all().map(read));
  };

  return {
    read,
    readAll,
    async changed(sent) {
      if (typeof sent === 'object' && sent !== null && 'seaworthy' in sent) pushed = sent.seaworthy;
      await readAll();
    },
    isNamed: (uri) => workspaces.places(uri).some(({ workspace, path }) => workspace.settings.configFile === path),
  };
}
