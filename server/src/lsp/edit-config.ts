/** Edits of a configuration file for the light bulb: turn rules off, allow values. Edits keep the file's style. */
import type { RuleId } from '../core/rule/rule.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/span.ts';
import { appendItem, setPath } from '../core/yaml/edit/edit.ts';
import { lens } from '../core/yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../core/yaml/node.ts';
import { parseYaml } from '../core/yaml/parse.ts';

/** The text of a configuration file with `rules` turned off; `undefined` if it cannot be edited (broken YAML, a merge key). */
export function turnedOff(text: string, rules: readonly RuleId[]): string | undefined {
  let now = text;
  for (const rule of rules) {
    const next = withoutRule(now, rule);
    if (next === undefined) return undefined;
    now = next;
  }
  return now;
}

function withoutRule(text: string, rule: RuleId): string | undefined {
  return edited(text, `rules:\n  ${rule}: off\n`, (unit, root) => {
    const old = lens(root).get('rules', rule).node;
    const edits = setPath(unit, root, old?.type === 'map' ? ['rules', rule, 'severity'] : ['rules', rule], 'off');
    if (edits.length === 0) return old?.type === 'scalar' && old.text === 'off' ? [] : undefined;
    // The YAML editor quotes `off`, since YAML 1.1 reads it as false. Our configuration reads a bare `off`, and the manual writes it so.
    return edits.map((e) => ({ ...e, text: e.text.replace(/(["'])off\1/, 'off') }));
  });
}

/** The text of a configuration file that allows the value with this hash; `undefined` if it cannot be edited. */
export function withAllowed(text: string, hash: string): string | undefined {
  return edited(text, `secrets:\n  allow:\n    values:\n      - ${hash}\n`, (unit, root) => {
    const values = lens(root).get('secrets', 'allow', 'values').node;
    const edits =
      values?.type === 'seq' && values.items.length > 0
        ? appendItem(unit, values, hash)
        : setPath(unit, root, ['secrets', 'allow', 'values'], [hash]);
    return edits.length === 0 ? undefined : edits;
  });
}

/** The text after `edit`. To an empty configuration it appends `fresh` instead. */
function edited(
  text: string,
  fresh: string,
  edit: (unit: YamlUnit, root: YamlMap) => readonly TextEdit[] | undefined,
): string | undefined {
  const unit = parseYaml(text);
  if (unit.problems.length > 0) return undefined;
  const { root } = unit;
  if (!root || (root.type === 'scalar' && root.value === null && root.span.start === root.span.end)) {
    const before = text === '' || text.endsWith('\n') ? text : text + unit.eol;
    return before + fresh.replaceAll('\n', unit.eol);
  }
  const edits = root.type === 'map' ? edit(unit, root) : undefined;
  return edits && applyEdits(text, edits);
}
