/** The editor's settings of a workspace folder, and their conversion to configuration. */
import { type ConfigProblem, readConfig } from '../core/config/read.ts';
import { type PartialConfig, PROFILES } from '../core/config/settings.ts';
import type { Profile, RuleMeta } from '../core/rule/rule.ts';

/** Which files have findings. */
export type Scope = 'openFiles' | 'workspace';

/** The settings of section `seaworthy` that the server reads. */
export interface Settings {
  readonly enable: boolean;
  readonly profile: Profile;
  /** Relative to the workspace folder; '' for none. */
  readonly configFile: string;
  /** `diagnostics.scope`; `undefined`: chosen by the number of files. */
  readonly scope: Scope | undefined;
}

const SCOPES: readonly Scope[] = ['openFiles', 'workspace'];

export const DEFAULTS: Settings = { enable: true, profile: 'default', configFile: '', scope: undefined };

/** Reads the settings from the client. A malformed value gets its default. */
export function readSettings(sent: unknown): Settings {
  const values = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
  const { scope } = (values.diagnostics ?? {}) as { readonly scope?: unknown };
  const configFile = typeof values.configFile === 'string' ? values.configFile.trim().replaceAll('\\', '/') : '';
  return {
    enable: values.enable !== false,
    profile: PROFILES.find((p) => p === values.profile) ?? DEFAULTS.profile,
    // Only files of the folder: an untrusted workspace's own settings must not name others.
    configFile: /^\/|^[A-Za-z]:|(^|\/)\.\.(\/|$)/.test(configFile) ? '' : configFile.replace(/^(\.\/)+/, ''),
    scope: SCOPES.find((s) => s === scope),
  };
}

/** The configuration file that the settings name, after reading. */
export interface NamedConfig {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

/** Converts settings to a layer of configuration. `text` is the text of the configuration file that they name, if it could be read. */
export function editorLayer(
  settings: Settings,
  text: string | undefined,
  rules: readonly RuleMeta[],
): { readonly layer: PartialConfig; readonly named: NamedConfig | undefined } {
  if (settings.configFile === '' || text === undefined)
    return { layer: { profile: settings.profile }, named: undefined };
  const { config, problems } = readConfig(text, rules);
  const layer = { ...config, profile: config.profile ?? settings.profile };
  return { layer, named: { path: settings.configFile, text, problems } };
}
