/** One entry of `rules:` in a configuration file. */

import { hint, nearestAll, quoted } from '../rule/names.ts';
import type { OptionValues, RuleMeta, Severity } from '../rule/rule.ts';
import type { YamlEntry } from '../yaml/node.ts';
import { fields, oneOf, type Report, stringList, valueSpan } from './fields.ts';
import { type RuleSetting, SEVERITIES } from './settings.ts';

const CHOICES: readonly (Severity | 'off')[] = ['off', ...SEVERITIES];

/**
 * Reads `id: severity` or `id: {severity, options}`. `meta` is `undefined` for `concern/*`. `undefined` if nothing in the entry is
 * valid.
 */
export function readRuleSetting(e: YamlEntry, meta: RuleMeta | undefined, report: Report): RuleSetting | undefined {
  if (e.value?.type !== 'map') {
    const severity = oneOf(e, CHOICES, report);
    return severity && { severity };
  }
  const known = fields(e.value, valueSpan(e), quoted(e.key), ['severity', 'options'], report);
  const severityEntry = known?.get('severity');
  const severity = severityEntry && oneOf(severityEntry, CHOICES, report);
  const optionsEntry = known?.get('options');
  const options = optionsEntry && readOptions(optionsEntry, e.key, meta, report);
  if (!severity && !options) return undefined;
  return { ...(severity && { severity }), ...(options && { options }) };
}

function readOptions(e: YamlEntry, id: string, meta: RuleMeta | undefined, report: Report): OptionValues | undefined {
  if (!meta) {
    report(e.keySpan, 'Options belong to one rule, not to a whole concern');
    return undefined;
  }
  if (!meta.options) {
    report(e.keySpan, `${quoted(id)} has no options`);
    return undefined;
  }
  const names = Object.keys(meta.options);
  if (e.value?.type !== 'map') {
    report(valueSpan(e), '`options` must be a map of keys and values');
    return undefined;
  }
  const values: Record<string, boolean | number | readonly string[]> = {};
  for (const [name, option] of fields(e.value, e.value.span, '`options`', names, report) ?? []) {
    const value = readOption(option, meta.options[name]?.type, report);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readOption(
  e: YamlEntry,
  type: 'boolean' | 'number' | 'strings' | undefined,
  report: Report,
): boolean | number | readonly string[] | undefined {
  if (type === 'strings') return stringList(e, report);
  const value = e.value?.type === 'scalar' ? e.value.value : undefined;
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value;
    const near = typeof value === 'string' ? nearestAll(value, ['true', 'false']) : [];
    report(valueSpan(e), `${quoted(e.key)} must be \`true\` or \`false\`${hint(near)}`, e.alias ? [] : near);
  } else {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    report(valueSpan(e), `${quoted(e.key)} must be a number`);
  }
  return undefined;
}
