/** Switching rules off in a configuration file, whose style is kept. */
import type { RuleId } from '../core/rule.ts';
import { applyEdits } from '../core/text/edits.ts';
import { entry } from '../core/yaml/access.ts';
import { setPath } from '../core/yaml/edit/edit.ts';
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
  const unit = parseYaml(text);
  if (unit.problems.length > 0) return undefined;
  const { root } = unit;
  if (!root || (root.type === 'scalar' && root.value === null && root.span.start === root.span.end)) {
    const before = text === '' || text.endsWith('\n') ? text : text + unit.eol;
    return `${before}rules:${unit.eol}  ${rule}: off${unit.eol}`;
  }
  if (root.type !== 'map') return undefined;
  const there = entry(entry(root, 'rules')?.value, rule)?.value;
  const path = there?.type === 'map' ? ['rules', rule, 'severity'] : ['rules', rule];
  const edits = setPath(unit, root, path, 'off');
  if (edits.length === 0) return there?.type === 'scalar' && there.text === 'off' ? text : undefined;
  // Other readers of YAML take a bare `off` for false, so the editor quotes it; here it is a word of ours and written as the manual does.
  return applyEdits(
    text,
    edits.map((e) => ({ ...e, text: e.text.replace(/(["'])off\1/, 'off') })),
  );
}
