/** Leaves out fixes that would break a template, or leave a branch of it empty: the chart's value that opens it would do nothing. */
import { type Unit, yamlIn } from '../domain/unit.ts';
import type { Change, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';

const OPENS = /^\{\{-?\s*(?:(?:else\s+)?(?:if|with|range)\b|else\b)[^{}]*\}\}$/;
const BRANCH = /^\{\{-?\s*(if|with|range|define|block|else|end)\b/;
const CLOSES = /^\{\{-?\s*(?:else|end)\b/;

/** The fixes that empty no branch of `unit`, and remove none of its actions in part. */
export const keepingBranches = (fixes: readonly Fix[], unit: Unit): readonly Fix[] =>
  unit.text.includes('{{')
    ? fixes.filter((fix) => fix.steps !== undefined || !fix.change().some((change) => empties(change, unit)))
    : fixes;

const empties = (change: Change, unit: Unit): boolean =>
  ('span' in change ? [change] : 'unit' in change && change.unit === unit ? change.edits : []).some(
    (edit) => emptiesAround(edit, unit.text) || tears(edit, unit),
  );

/** Whether the edit cuts an action, or removes one end of a branch without the other. */
function tears({ span }: TextEdit, unit: Unit): boolean {
  let depth = 0;
  for (const { start, end } of yamlIn(unit)?.actions ?? []) {
    if (end <= span.start || start >= span.end) continue;
    if (start < span.start || end > span.end) return true;
    const word = BRANCH.exec(unit.text.slice(start, start + 60))?.[1];
    if (word === 'end') depth--;
    else if (word === 'else' ? depth === 0 : word !== undefined) depth++;
    if (depth < 0) return true;
  }
  return depth !== 0;
}

/** Whether the edit removes everything between the opening of a branch and its end. */
function emptiesAround({ span, text }: TextEdit, whole: string): boolean {
  if (text.trim() !== '') return false;
  const before = whole.slice(0, span.start).trimEnd();
  if (!before.endsWith('}}') || !OPENS.test(before.slice(before.lastIndexOf('{{')))) return false;
  return CLOSES.test(whole.slice(span.end).trimStart().slice(0, 20));
}
