/** Reads the keys that a configuration and the entries of its `overrides` have in common. */

import { hint, MOST_SUGGESTIONS, wrongName } from '../rule/names.ts';
import type { RuleId, RuleMeta, Settings } from '../rule/rule.ts';
import type { YamlEntry } from '../yaml/node.ts';
import { fields, free, mapEntries, oneOf, type Report, stringList, valueSpan } from './fields.ts';
import { readRuleSetting } from './read-rule.ts';
import { readSecrets } from './read-secrets.ts';
import { VERSION } from './schema.ts';
import { FAIL_ON, type FileConfig, LEVELS, type PartialConfig, PROFILES, type RuleSetting } from './settings.ts';

export const SHARED_KEYS = ['profile', 'rules', 'images', 'podSecurity', 'secrets', 'failOn'];

/** The value of a key, if it is there. */
export const read = <T>(
  top: ReadonlyMap<string, YamlEntry>,
  key: string,
  reader: (e: YamlEntry) => T,
): T | undefined => {
  const e = top.get(key);
  return e && reader(e);
};

/** The object without keys whose value is `undefined`: a missing key leaves lower layers in force. */
export function withoutUndefined<T extends object>(config: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as T;
}

/** The values of `SHARED_KEYS`. */
export const readShared = (
  top: ReadonlyMap<string, YamlEntry>,
  rules: readonly RuleMeta[],
  report: Report,
): PartialConfig =>
  withoutUndefined<PartialConfig>({
    profile: read(top, 'profile', (e) => oneOf(e, PROFILES, report)),
    failOn: read(top, 'failOn', (e) => oneOf(e, FAIL_ON, report)),
    rules: read(top, 'rules', (e) => readRules(e, rules, report)),
    images: read(top, 'images', (e) => readImages(e, report)),
    podSecurity: read(top, 'podSecurity', (e) => readPodSecurity(e, report)),
    secrets: read(top, 'secrets', (e) => readSecrets(e, report)),
  });

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
