/** Edits of a configuration file from the light bulb: rules switched off, values allowed. The file's style is kept. */
import type { RuleId } from '../core/rule/rule.ts';
import { applyEdits } from '../core/text/edits.ts';
import type { TextEdit } from '../core/text/span.ts';
import { appendItem, setPath } from '../core/yaml/edit/edit.ts';
import { lens } from '../core/yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../core/yaml/node.ts';
import { parseYaml } from '../core/yaml/parse.ts';

/** The text of a configuration file with `rules` switched off; `undefined` when it cannot be edited (broken YAML, a merge in the way). */
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
    // Other readers of YAML take a bare `off` for false, so the editor quotes it; here it is a word of ours and written as the manual does.
    return edits.map((e) => ({ ...e, text: e.text.replace(/(["'])off\1/, 'off') }));
  });
}

/** The text of a configuration file that allows the value of which `hash` is the hash; `undefined` when it cannot be edited. */
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

/** The text after `edit`, or with `fresh` at the end of a file that says nothing yet. */
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
