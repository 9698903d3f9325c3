/** Reads `overrides:` of a configuration file. */

import type { RuleMeta } from '../rule/rule.ts';
import type { YamlEntry } from '../yaml/node.ts';
import { fields, type Report, stringList, valueSpan } from './fields.ts';
import { readShared, SHARED_KEYS } from './read-keys.ts';
import type { Override } from './settings.ts';

/** The valid entries, in their order. */
export function readOverrides(e: YamlEntry, rules: readonly RuleMeta[], report: Report): Override[] | undefined {
  if (e.value?.type !== 'seq') {
    report(valueSpan(e), '`overrides` must be a list of entries with `files`');
    return undefined;
  }
  return e.value.items.flatMap((item): Override[] => {
    const at = item.alias ?? item.value?.span ?? item.span;
    const known = fields(item.value, at, 'An entry of `overrides`', ['files', ...SHARED_KEYS], report);
    if (!known) return [];
    const written = known.get('files');
    if (!written) report(at, 'An entry of `overrides` needs `files`');
    const files = written && stringList(written, report);
    const config = readShared(known, rules, report);
    return files && files.length > 0 ? [{ files, config, at }] : [];
  });
}
