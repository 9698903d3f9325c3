/** Reads `.seaworthy.yaml` into a `FileConfig`. Invalid parts are left out and reported at their place. */

import type { RuleMeta } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { choices, dayOf, fields, type Report, stringList, valueSpan } from './fields.ts';
import { readIgnore } from './read-ignore.ts';
import { read, readShared, SHARED_KEYS, withoutUndefined } from './read-keys.ts';
import { readOverrides } from './read-overrides.ts';
import { readPodTemplates } from './read-pod-templates.ts';
import { type FileConfig, OTHER_TOOLS } from './settings.ts';

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

/**
 * Reads a configuration file. `rules` is the metadata of all rules. Never throws: invalid YAML gives one problem and an empty
 * configuration.
 */
export function readConfig(text: string, rules: readonly RuleMeta[]): ConfigReading {
  const yaml = parseYaml(text);
  const first = yaml.problems[0];
  if (first) return broken(first.at, `This file is not valid YAML (${first.message}); the defaults apply`);
  const root = yaml.root;
  if (!root || (root.type === 'scalar' && root.value === null)) return { config: {}, problems: [], broken: false };
  if (root.type !== 'map')
    return broken(root.span, 'A configuration must be a map of keys and values; the defaults apply');
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

/** A text or a list of texts, with their places. */
function extendsOf(e: YamlEntry, report: Report): FileConfig['extends'] {
  const { value } = e;
  if (value?.type === 'scalar' && typeof value.value === 'string' && value.text.trim() !== '' && !value.templated)
    return [{ text: value.text, at: valueSpan(e) }];
  if (value?.type === 'scalar') {
    report(valueSpan(e), '`extends` must be a path or an npm package, or a list of them');
    return undefined;
  }
  const found: { text: string; at: Span }[] = [];
  stringList(e, report, (text, at) => found.push({ text, at }) > 0);
  return found;
}

const OWN_KEYS = ['extends', 'exclude', 'lowerSeverity', 'podTemplates', 'overrides', 'ignore', 'otherTools', 'today'];

function readRoot(root: YamlNode, rules: readonly RuleMeta[], report: Report): FileConfig {
  const known = [...SHARED_KEYS, ...OWN_KEYS];
  const top = fields(root, root.span, 'A configuration', known, report) ?? new Map<string, YamlEntry>();
  return withoutUndefined({
    ...readShared(top, rules, report),
    extends: read(top, 'extends', (e) => extendsOf(e, report)),
    today: read(top, 'today', (e) => dayOf(e, report)),
    exclude: read(top, 'exclude', (e) => stringList(e, report)),
    lowerSeverity: read(top, 'lowerSeverity', (e) => stringList(e, report)),
    podTemplates: read(top, 'podTemplates', (e) => readPodTemplates(e, report)),
    overrides: read(top, 'overrides', (e) => readOverrides(e, rules, report)),
    ignore: read(top, 'ignore', (e) => readIgnore(e, rules, report)),
    otherTools: read(top, 'otherTools', (e) => choices(e, OTHER_TOOLS, report)),
  });
}
