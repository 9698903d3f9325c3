/** Reads `.seaworthy.yaml` into a `FileConfig`. Invalid parts are left out and reported at their place. */

import { hint, MOST_SUGGESTIONS, wrongName } from '../rule/names.ts';
import type { RuleId, RuleMeta, Settings } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { dayOf, fields, free, mapEntries, oneOf, type Report, stringList, valueSpan } from './fields.ts';
import { readRuleSetting } from './read-rule.ts';
import { readSecrets } from './read-secrets.ts';
import { VERSION } from './schema.ts';
import { FAIL_ON, type FileConfig, LEVELS, PROFILES, type RuleSetting } from './settings.ts';

export type { FileConfig } from './settings.ts';

/** An error in a configuration file; `at` is an offset range in its text. */
export interface ConfigProblem {
  readonly at: Span;
  readonly message: string;
  /** Texts that may replace the text at `at`, the most likely first. */
  readonly meant?: readonly string[];
}

export interface ConfigReading {
  readonly config: FileConfig;
  /** Each is an error: the command line exits with 2, the editor underlines it. */
  readonly problems: readonly ConfigProblem[];
  /** Nothing could be read: `config` is empty and the defaults apply. */
  readonly broken: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads a configuration file. `rules` is the metadata of all rules. Never throws: invalid YAML gives one problem and an empty
 * configuration.
 */
export function readConfig(text: string, rules: readonly RuleMeta[]): ConfigReading {
  const yaml = parseYaml(text);
  const first = yaml.problems[0];
  if (first) return broken(first.at, `this file is not valid YAML (${first.message}); the defaults apply`);
  const root = yaml.root;
  if (!root || (root.type === 'scalar' && root.value === null)) return { config: {}, problems: [], broken: false };
  if (root.type !== 'map')
    return broken(root.span, 'a configuration must be a map of keys and values; the defaults apply');
  const problems: ConfigProblem[] = [];
  const config = readRoot(root, rules, (at, message, meant = []) =>
    problems.push({ at, message, ...(meant.length > 0 && { meant }) }),
  );
  problems.sort((a, b) => a.at.start - b.at.start);
  return { config, problems, broken: false };
}

const broken = (at: Span, message: string): ConfigReading => ({
  config: {},
  problems: [{ at, message }],
  broken: true,
});

function readRoot(root: YamlNode, rules: readonly RuleMeta[], report: Report): FileConfig {
  const config: Writable<FileConfig> = {};
  const known = ['profile', 'rules', 'exclude', 'lowerSeverity', 'images', 'podSecurity', 'secrets', 'failOn', 'today'];
  const top = fields(root, root.span, 'a configuration', known, report) ?? new Map<string, YamlEntry>();
  const read = <T>(key: string, reader: (e: YamlEntry) => T): T | undefined => {
    const e = top.get(key);
    return e && reader(e);
  };
  config.profile = read('profile', (e) => oneOf(e, PROFILES, report));
  config.failOn = read('failOn', (e) => oneOf(e, FAIL_ON, report));
  config.today = read('today', (e) => dayOf(e, report));
  config.exclude = read('exclude', (e) => stringList(e, report));
  config.lowerSeverity = read('lowerSeverity', (e) => stringList(e, report));
  config.rules = read('rules', (e) => readRules(e, rules, report));
  config.images = read('images', (e) => readImages(e, report));
  config.podSecurity = read('podSecurity', (e) => readPodSecurity(e, report));
  config.secrets = read('secrets', (e) => readSecrets(e, report));
  for (const key of Object.keys(config) as (keyof FileConfig)[]) if (config[key] === undefined) delete config[key];
  return config;
}

function readRules(
  e: YamlEntry,
  rules: readonly RuleMeta[],
  report: Report,
): ReadonlyMap<RuleId, RuleSetting> | undefined {
  const entries = mapEntries(e.value, valueSpan(e), '`rules`', report);
  if (!entries) return undefined;
  const found = new Map<RuleId, RuleSetting>();
  let wrongs = 0;
  for (const one of entries) {
    const wrong = wrongName(one.key, rules, wrongs < MOST_SUGGESTIONS);
    if (wrong) {
      wrongs++;
      report(one.keySpan, wrong.message, free(wrong.meant, entries));
      continue;
    }
    const meta = rules.find((r) => r.id === one.key);
    const setting = readRuleSetting(one, meta, report);
    if (setting) found.set(one.key as RuleId, setting);
  }
  return found;
}

function readImages(e: YamlEntry, report: Report): FileConfig['images'] {
  const known = fields(e.value, valueSpan(e), '`images`', ['trusted', 'untrusted'], report);
  if (!known) return undefined;
  const images: { trusted?: readonly string[]; untrusted?: readonly string[] } = {};
  for (const key of ['trusted', 'untrusted'] as const) {
    const list = known.get(key);
    const patterns = list && stringList(list, report);
    if (patterns) images[key] = patterns;
  }
  return images;
}

function readPodSecurity(e: YamlEntry, report: Report): Settings['podSecurity'] {
  const known = fields(e.value, valueSpan(e), '`podSecurity`', ['level', 'version'], report);
  if (!known) return undefined;
  const level = known.get('level');
  if (!level) report(e.keySpan, '`podSecurity` needs a `level`: `privileged`, `baseline` or `restricted`');
  const chosen = level && oneOf(level, LEVELS, report);
  const version = known.get('version');
  let asked = 'latest';
  if (version) {
    const written = version.value?.type === 'scalar' ? version.value.text : '';
    if (version.value?.type === 'scalar' && typeof version.value.value === 'string' && VERSION.test(written))
      asked = written;
    else {
      const meant = VERSION.test(`v${written}`) ? [`v${written}`] : [];
      report(
        valueSpan(version),
        `\`version\` must be \`latest\` or a minor version such as \`v1.34\`${hint(meant)}`,
        version.alias ? [] : meant,
      );
      return undefined;
    }
  }
  return chosen && { level: chosen, version: asked };
}
