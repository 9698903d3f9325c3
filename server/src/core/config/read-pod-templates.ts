/** Reads `podTemplates:` of a configuration file. */

import type { TemplateRow } from '../kubernetes/template-table.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry } from '../yaml/node.ts';
import { fields, type Report, stringList, valueSpan } from './fields.ts';

/** An API group: names with a dot, as all but those of Kubernetes itself have. */
export const API_GROUP = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}$/;
/** Keys with dots between them; `*` is every item or entry. */
export const TEMPLATE_PATH = /^[\w*-]{1,100}(?:\.[\w*-]{1,100}){0,19}$/;

/** The valid entries, in their order. */
export function readPodTemplates(e: YamlEntry, report: Report): TemplateRow[] | undefined {
  if (e.value?.type !== 'seq') {
    report(valueSpan(e), '`podTemplates` must be a list of entries with `group`, `kinds` and `paths`');
    return undefined;
  }
  return e.value.items.flatMap((item): TemplateRow[] => {
    const at = item.alias ?? item.value?.span ?? item.span;
    const known = fields(item.value, at, 'An entry of `podTemplates`', ['group', 'kinds', 'paths'], report);
    if (!known) return [];
    for (const key of ['group', 'kinds', 'paths'])
      if (!known.has(key)) report(at, `An entry of \`podTemplates\` needs \`${key}\``);
    const [group, kinds, paths] = ['group', 'kinds', 'paths'].map((key) => known.get(key));
    const name = group && groupOf(group, report);
    const names = (kinds && stringList(kinds, report)) ?? [];
    const places = (paths && stringList(paths, report, (text, place) => isPath(text, place, report))) ?? [];
    if (name === undefined || names.length === 0 || places.length === 0) return [];
    return [{ groups: [name], kinds: names, paths: places.map((path) => path.split('.')) }];
  });
}

function isPath(text: string, at: Span, report: Report): boolean {
  const isValid = TEMPLATE_PATH.test(text);
  if (!isValid) report(at, 'A path must be keys with dots between them, such as `spec.worker.template`');
  return isValid;
}

function groupOf(e: YamlEntry, report: Report): string | undefined {
  const text = e.value?.type === 'scalar' && typeof e.value.value === 'string' ? e.value.text : '';
  if (API_GROUP.test(text)) return text;
  report(valueSpan(e), '`group` must be an API group without a version, such as `crawl.example.com`');
  return undefined;
}
