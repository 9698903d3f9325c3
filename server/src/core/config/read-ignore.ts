/** Reads `ignore:` of a configuration file. */

import { MOST_SUGGESTIONS, names, wrongName } from '../rule/names.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { YamlEntry } from '../yaml/node.ts';
import { dayOf, fields, type Report, stringList, valueSpan } from './fields.ts';
import { read } from './read-keys.ts';
import type { IgnoreEntry } from './settings.ts';

/** The valid entries. An entry whose rules, paths or day are wrong is left out: it must not ignore more than what was meant. */
export function readIgnore(e: YamlEntry, rules: readonly RuleMeta[], report: Report): IgnoreEntry[] | undefined {
  if (e.value?.type !== 'seq') {
    report(valueSpan(e), '`ignore` must be a list of entries with `rules`');
    return undefined;
  }
  let wrongs = 0;
  return e.value.items.flatMap((item): IgnoreEntry[] => {
    const at = item.alias ?? item.value?.span ?? item.span;
    const known = fields(item.value, at, 'An entry of `ignore`', ['rules', 'paths', 'until', 'reason'], report);
    if (!known) return [];
    const written = known.get('rules');
    if (!written) report(at, 'An entry of `ignore` needs `rules`');
    const ids =
      written &&
      stringList(written, report, (id, place, isAlias) => {
        const wrong = wrongName(id, rules, wrongs < MOST_SUGGESTIONS);
        if (wrong) report(place, wrong.message, isAlias ? [] : wrong.meant);
        if (wrong) wrongs++;
        return !wrong;
      });
    const paths = read(known, 'paths', (p) => stringList(p, report));
    const until = read(known, 'until', (u) => dayOf(u, report));
    const reason = read(known, 'reason', (r) => textOf(r, report));
    const isWrong = (known.has('paths') && !paths?.length) || (known.has('until') && until === undefined);
    if (!ids || ids.length === 0 || isWrong) return [];
    return [
      {
        at,
        names: ids,
        matches: (rule) => ids.some((id) => names(id, rule.id)),
        ...(paths && { paths }),
        ...(until && { until }),
        reason: reason ?? '',
      },
    ];
  });
}

function textOf(e: YamlEntry, report: Report): string | undefined {
  if (e.value?.type === 'scalar' && typeof e.value.value === 'string') return e.value.text.trim();
  report(valueSpan(e), '`reason` must be a text');
  return undefined;
}
