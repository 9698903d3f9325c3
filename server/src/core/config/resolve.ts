/** Merges the layers of configuration, and answers questions about the result. */
import type { Unit } from '../domain/unit.ts';
import type { OptionValues, RuleId, RuleMeta, Settings, Severity } from '../rule/rule.ts';
import { defaultSecrets, type SecretSettings } from '../secrets/settings.ts';
import type { Day } from '../text/day.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import { mergeRules } from './merge.ts';
import {
  CONFIG_NAME,
  type FailOn,
  type FileConfig,
  type IgnoreEntry,
  LOWER_SEVERITY,
  type PartialConfig,
  type RuleSetting,
} from './settings.ts';
import { TOOL_FILES } from './tool-files.ts';

export type { PartialConfig } from './settings.ts';

export interface ConfigLayers {
  /** The day of the run; the other layers may pin another one. */
  readonly today: Day;
  /** The nearest configuration file, and no other. */
  readonly file?: FileConfig;
  /** Folder of `file`, relative to the workspace root, '' for the root. The `exclude` patterns are relative to it. */
  readonly base?: string;
  /** The folder of the workspace, relative to the one in which the user works. `LOWER_SEVERITY` counts from there. */
  readonly folder?: string | undefined;
  /** What configuration files ignore in the file. */
  readonly ignores?: readonly IgnoreEntry[];
  /** Overrides the other layers, key by key. */
  readonly flags?: PartialConfig;
  /** Used only if there is no file. */
  readonly editor?: PartialConfig;
}

export interface ResolvedConfig {
  readonly settings: Settings;
  /** Whether a layer sets the day (`settings.today`), so that it does not come from the host's clock. */
  readonly pinsDay: boolean;
  readonly failOn: FailOn;
  /** `undefined`: the rule's own severity. A setting for the id overrides one for `concern/*`. */
  severityOf(id: string): Severity | 'off' | undefined;
  /**
   * Whether the configuration sets a severity for the rule's own id: the rule then reports in every profile. A severity for
   * `concern/*`, or options alone, do not count.
   */
  explicit(id: string): boolean;
  /** Every option of the rule, with defaults. Always the same object, and one for all rules without options. */
  optionsOf(id: string): OptionValues;
  /** Whether a path (relative to the workspace root, with `/`) is excluded. A trailing `/` means a folder. */
  exclude(path: string): boolean;
  /** Whether findings at a path are one severity lower. */
  lowers(path: string): boolean;
  /** False if the configuration switches that off. */
  readonly lowersSome: boolean;
  /** The entry of a configuration file that ignores the findings of a rule, in a kind of file, on this day. */
  ignoredBy(rule: RuleMeta, kind: Unit['kind']): IgnoreEntry | undefined;
  /** Differs whenever any of the above differs. A cache key. */
  readonly key: string;
}

/** Merges the layers. `rules` is the metadata of all rules. */
export function resolveConfig(layers: ConfigLayers, rules: readonly RuleMeta[]): ResolvedConfig {
  const under = layers.file ?? layers.editor ?? {};
  const over = layers.flags ?? {};
  const base = (layers.file && layers.base?.replace(/\/{1,9}$/, '')) || '';
  const pinned = over.today ?? under.today;
  const settings: Settings = {
    today: pinned ?? layers.today,
    profile: over.profile ?? under.profile ?? 'default',
    images: {
      trusted: over.images?.trusted ?? under.images?.trusted ?? [],
      untrusted: over.images?.untrusted ?? under.images?.untrusted ?? [],
    },
    podSecurity: over.podSecurity ?? under.podSecurity,
    secrets: secretSettings(under, over, base),
  };
  const failOn = over.failOn ?? under.failOn ?? 'warning';
  const ruleSettings = mergeRules(under.rules ?? new Map(), over.rules ?? new Map());
  const options = new Map(rules.map((meta) => [meta.id as string, withDefaults(meta, ruleSettings.get(meta.id))]));
  const own = matcherIn(under.exclude, base);
  const added = matcherIn(over.exclude, '');
  const { lowerSeverity } = under;
  const byDefault = matcherIn(LOWER_SEVERITY, '');
  const above = layers.folder ? `${layers.folder}/` : '';
  const ignores = (layers.ignores ?? []).filter(({ until }) => until === undefined || settings.today <= until);
  const written = [...ruleSettings]
    .map(([id, s]) => [id, s.severity ?? null, Object.entries(s.options ?? {}).sort()] as const)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return {
    settings,
    pinsDay: pinned !== undefined,
    failOn,
    severityOf: (id) => {
      const concern: RuleId = `${id.slice(0, Math.max(0, id.indexOf('/')))}/*` as RuleId;
      return ruleSettings.get(id as RuleId)?.severity ?? ruleSettings.get(concern)?.severity;
    },
    explicit: (id) => {
      const severity = ruleSettings.get(id as RuleId)?.severity;
      return severity !== undefined && severity !== 'off';
    },
    optionsOf: (id) => options.get(id) ?? NO_OPTIONS,
    exclude: (path) => own(path) || added(path),
    lowers: lowerSeverity ? matcherIn(lowerSeverity, base) : (path) => byDefault(above + path),
    ignoredBy: (rule, kind) =>
      ignores.find((one) => (one.kinds === undefined || one.kinds.includes(kind)) && one.matches(rule)),
    lowersSome: lowerSeverity?.length !== 0,
    key: JSON.stringify([
      ...[settings, pinned ?? null, failOn, above, base, under.exclude ?? [], over.exclude ?? []],
      ...[lowerSeverity ?? null, written, ignores.map((one) => [one.tool ?? '', one.names, one.kinds ?? []])],
    ]),
  };
}

function secretSettings(under: PartialConfig, over: PartialConfig, base: string): SecretSettings {
  const { allow, store } = defaultSecrets;
  return {
    allow: { ...allow, ...under.secrets?.allow, ...over.secrets?.allow, base },
    store: { ...store, ...under.secrets?.store, ...over.secrets?.store },
  };
}

/** One object for all rules without options. */
const NO_OPTIONS: OptionValues = {};

function withDefaults(meta: RuleMeta, setting: RuleSetting | undefined): OptionValues {
  if (!meta.options) return NO_OPTIONS;
  const values: Record<string, boolean | number | readonly string[]> = {};
  for (const [name, option] of Object.entries(meta.options)) {
    values[name] = setting?.options?.[name] ?? option.default;
  }
  return values;
}

function matcherIn(globs: readonly string[] | undefined, base: string): (path: string) => boolean {
  if (!globs || globs.length === 0) return () => false;
  const matches = pathMatcher(globs);
  if (base === '') return matches;
  return (path) => path.startsWith(`${base}/`) && matches(path.slice(base.length + 1));
}

/** Paths of all files that may say how `path` is judged: those of ours and of other tools, in its folder and above, up to the root. */
export function configPathsFor(path: string): string[] {
  const found: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    for (const name of [CONFIG_NAME, ...Object.values(TOOL_FILES).flat()]) found.push(posix.join(folder, name));
    if (folder === '') return found;
  }
}

/**
 * The configuration file for `path` (relative to the workspace root, with `/`): the nearest in its folder or above, up to the root;
 * `undefined` if there is none. `has` tests whether a file exists.
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
