/** The editor's settings of a workspace folder, and their conversion to configuration. */
import type { ConfigProblem } from '../core/config/read.ts';
import { type PartialConfig, PROFILES, type RuleSetting, SEVERITIES } from '../core/config/settings.ts';
import type { ExtendedText } from '../core/engine/extended-configs.ts';
import { namedConfig } from '../core/engine/named-config.ts';
import { names, wrongRule } from '../core/rule/names.ts';
import type { Profile, RuleId, RuleMeta, Severity } from '../core/rule/rule.ts';
import { HIDING_TOOLS, type HidingTool } from './hiding-tools.ts';

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
  /** Severity by rule or `concern/*`, as `rules` in a configuration file; ids may be wrong. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
  /** Tools whose findings the user sees too. */
  readonly hideAlsoReportedBy: readonly HidingTool[];
}

const SCOPES: readonly Scope[] = ['openFiles', 'workspace'];

export const DEFAULTS: Settings = {
  enable: true,
  profile: 'default',
  configFile: '',
  scope: undefined,
  severity: {},
  hideAlsoReportedBy: [],
};

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
    severity: readSeverities(values.severity),
    hideAlsoReportedBy: HIDING_TOOLS.filter((tool) => list(values.hideAlsoReportedBy).includes(tool)),
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readSeverities(sent: unknown): Settings['severity'] {
  if (typeof sent !== 'object' || sent === null) return {};
  const entries = Object.entries(sent).flatMap(([id, value]) => {
    const severity = value === 'off' ? value : SEVERITIES.find((s) => s === value);
    return severity ? [[id, severity] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** What is wrong with the rules that the setting of severities names. */
export const wrongSeverities = ({ severity }: Settings, rules: readonly RuleMeta[]): readonly string[] =>
  Object.keys(severity).flatMap((id) => wrongRule(id, rules) ?? []);

/** The configuration file that the settings name, after reading. */
export interface NamedConfig {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
  /** The files that it extends, or would extend, by their paths. */
  readonly extended: ReadonlyMap<string, ExtendedText>;
}

/** Converts settings to a layer of configuration. `named` is the configuration file that they name with what it extends, if it could be read. */
export function editorLayer(
  settings: Settings,
  named: Pick<NamedConfig, 'text' | 'extended'> | undefined,
  rules: readonly RuleMeta[],
): { readonly layer: PartialConfig; readonly named: NamedConfig | undefined } {
  const severities = Object.entries(settings.severity)
    .filter(([id]) => rules.some((rule) => names(id, rule.id)))
    .map(([id, severity]): [RuleId, RuleSetting] => [id as RuleId, { severity }]);
  const own: PartialConfig = {
    profile: settings.profile,
    ...(severities.length > 0 && { rules: new Map(severities) }),
  };
  if (settings.configFile === '' || named === undefined) return { layer: own, named: undefined };
  const reading = namedConfig(settings.configFile, named.text, rules);
  for (const [path, one] of named.extended) reading.set(path, one);
  const { config, problems } = reading.whole();
  const layer = {
    ...config,
    profile: config.profile ?? settings.profile,
    ...(severities.length > 0 && { rules: new Map([...severities, ...(config.rules ?? [])]) }),
  };
  return { layer, named: { path: settings.configFile, problems, ...named } };
}
