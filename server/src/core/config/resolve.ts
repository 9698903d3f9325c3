/** Which configuration holds: the layers put on top of each other, questions answered from the result. */
import type { OptionValues, RuleId, RuleMeta, Settings, Severity } from '../rule/rule.ts';
import { defaultSecrets, type SecretSettings } from '../secrets/settings.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import { CONFIG_NAME, type FailOn, type FileConfig, type PartialConfig, type RuleSetting } from './settings.ts';

export type { PartialConfig } from './settings.ts';

export interface ConfigLayers {
  /** The nearest file alone. */
  readonly file?: FileConfig;
  /** Folder of `file`, relative to the workspace root, '' for the root: its `exclude` patterns are relative to it. */
  readonly base?: string;
  /** Beats both others, key by key. */
  readonly flags?: PartialConfig;
  /** Heard only where there is no file. */
  readonly editor?: PartialConfig;
}

export interface ResolvedConfig {
  readonly settings: Settings;
  readonly failOn: FailOn;
  /** `undefined`: the rule's own. The rule's id beats `concern/*`. */
  severityOf(id: string): Severity | 'off' | undefined;
  /** The rule was given a severity by its own id: it reports whatever the profile. `concern/*` and options alone do not do that. */
  explicit(id: string): boolean;
  /** Every option of the rule, defaults filled in. The same object at every call. */
  optionsOf(id: string): OptionValues;
  /** Whether a path (relative to the workspace root, with `/`) is not to be checked; a trailing `/` asks about a folder. */
  exclude(path: string): boolean;
  /** Differs whenever anything above does: for cache keys. */
  readonly key: string;
}

/** Puts the layers together. `rules` is the metadata of every rule there is. */
export function resolveConfig(layers: ConfigLayers, rules: readonly RuleMeta[]): ResolvedConfig {
  const under = layers.file ?? layers.editor ?? {};
  const over = layers.flags ?? {};
  const base = (layers.file && layers.base?.replace(/\/{1,9}$/, '')) || '';
  const settings: Settings = {
    profile: over.profile ?? under.profile ?? 'default',
    images: {
      trusted: over.images?.trusted ?? under.images?.trusted ?? [],
      untrusted: over.images?.untrusted ?? under.images?.untrusted ?? [],
    },
    podSecurity: over.podSecurity ?? under.podSecurity,
    secrets: secretSettings(under, over, base),
  };
  const failOn = over.failOn ?? under.failOn ?? 'warning';
  const ruleSettings = stack(under.rules, over.rules);
  const options = new Map(rules.map((meta) => [meta.id as string, withDefaults(meta, ruleSettings.get(meta.id))]));
  const own = excluder(under.exclude, base);
  const added = excluder(over.exclude, '');
  const written = [...ruleSettings]
    .map(([id, s]) => [id, s.severity ?? null, Object.entries(s.options ?? {}).sort()] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return {
    settings,
    failOn,
    severityOf: (id) => {
      const concern: RuleId = `${id.slice(0, Math.max(0, id.indexOf('/')))}/*` as RuleId;
      return ruleSettings.get(id as RuleId)?.severity ?? ruleSettings.get(concern)?.severity;
    },
    explicit: (id) => {
      const severity = ruleSettings.get(id as RuleId)?.severity;
      return severity !== undefined && severity !== 'off';
    },
    optionsOf: (id) => options.get(id) ?? {},
    exclude: (path) => own(path) || added(path),
    key: JSON.stringify([settings, failOn, base, under.exclude ?? [], over.exclude ?? [], written]),
  };
}

function secretSettings(under: PartialConfig, over: PartialConfig, base: string): SecretSettings {
  const { allow, store } = defaultSecrets;
  return {
    allow: { ...allow, ...under.secrets?.allow, ...over.secrets?.allow, base },
    store: { ...store, ...under.secrets?.store, ...over.secrets?.store },
  };
}

function stack(
  under: PartialConfig['rules'] = new Map(),
  over: PartialConfig['rules'] = new Map(),
): ReadonlyMap<RuleId, RuleSetting> {
  const all = new Map(under);
  for (const [id, setting] of over) {
    const below = all.get(id);
    all.set(id, { ...below, ...setting, options: { ...below?.options, ...setting.options } });
  }
  return all;
}

function withDefaults(meta: RuleMeta, setting: RuleSetting | undefined): OptionValues {
  const values: Record<string, boolean | number | readonly string[]> = {};
  for (const [name, option] of Object.entries(meta.options ?? {})) {
    values[name] = setting?.options?.[name] ?? option.default;
  }
  return values;
}

function excluder(globs: readonly string[] | undefined, base: string): (path: string) => boolean {
  if (!globs || globs.length === 0) return () => false;
  const matches = pathMatcher(globs);
  if (base === '') return matches;
  return (path) => path.startsWith(`${base}/`) && matches(path.slice(base.length + 1));
}

/**
 * The configuration file that applies to `path` (relative to the workspace root, with `/`): the nearest in its folder or above,
 * up to the root. `has` says whether a file exists.
 */
export function nearestConfigPath(path: string, has: (path: string) => boolean): string | undefined {
  let folder = path;
  while (folder !== '') {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    const candidate = folder === '' ? CONFIG_NAME : `${folder}/${CONFIG_NAME}`;
    if (has(candidate)) return candidate;
  }
  return undefined;
}
