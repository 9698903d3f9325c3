/** Fetches the settings of each workspace folder and configures its engine. */

import type { ExtendedText } from '../core/engine/extended-configs.ts';
import { namedConfig } from '../core/engine/named-config.ts';
import { extendedText } from '../host/host.ts';
import type { Session } from './session.ts';
import { editorLayer, type NamedConfig, readSettings, type Settings, wrongSeverities } from './settings.ts';
import type { Workspace } from './workspaces.ts';

type Written = Pick<NamedConfig, 'text' | 'extended'>;

export interface Configurations {
  /** Fetches the settings of a workspace and the configuration file they name. */
  read(workspace: Workspace): Promise<void>;
  readAll(): Promise<void>;
  /** Handles changed settings. `sent` holds them if the client does not answer `workspace/configuration`. */
  changed(sent: unknown): Promise<void>;
  /** Whether a document is the configuration file that the settings of its folder name, or one that it extends. */
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

  /** The file that the settings name, with what it extends. */
  const namedBy = async (workspace: Workspace, { configFile }: Settings): Promise<Written | undefined> => {
    const text = await textOf(workspace, configFile);
    const { folder } = workspace;
    if (text === undefined || folder === undefined) return undefined;
    const reading = namedConfig(configFile, text, metasOf(workspace));
    const extended = new Map<string, ExtendedText>();
    for (let wanted = reading.wanted(); wanted.length > 0; wanted = reading.wanted())
      for (const path of wanted) {
        const uri = workspace.uriOf(path);
        const open = session.open(uri);
        const one = open ? { text: open.getText() } : await extendedText(host, uri, folder);
        extended.set(path, one);
        reading.set(path, one);
      }
    return { text, extended };
  };

  const metasOf = ({ engine }: Workspace) => engine.rules.map((rule) => rule.meta);

  const read = async (workspace: Workspace): Promise<void> => {
    const settings = await fetched(workspace);
    const written = await namedBy(workspace, settings);
    const keyOf = (named: Written | undefined): string => JSON.stringify([named?.text, [...(named?.extended ?? [])]]);
    const same =
      JSON.stringify(settings) === JSON.stringify(workspace.settings) && keyOf(written) === keyOf(workspace.named);
    if (same) return;
    const metas = metasOf(workspace);
    for (const wrong of wrongSeverities(settings, metas)) log.warnOnce(`the setting seaworthy.severity: ${wrong}`);
    const { layer, named } = editorLayer(settings, written, metas);
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
    isNamed: (uri) =>
      workspaces
        .places(uri)
        .some(({ workspace, path }) => workspace.settings.configFile === path || workspace.named?.extended.has(path)),
  };
}
