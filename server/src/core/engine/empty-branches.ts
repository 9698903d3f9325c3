/** Leaves out fixes after which a branch of a template is empty: the chart's value that opens it would do nothing. */
import type { Unit } from '../domain/unit.ts';
import type { Change, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';

const OPENS = /^\{\{-?\s*(?:(?:else\s+)?(?:if|with|range)\b|else\b)[^{}]*\}\}$/;
const CLOSES = /^\{\{-?\s*(?:else|end)\b/;

/** The fixes that empty no branch of `unit`. */
export const keepingBranches = (fixes: readonly Fix[], unit: Unit): readonly Fix[] =>
  unit.text.includes('{{')
    ? fixes.filter((fix) => fix.steps !== undefined || !fix.change().some((change) => empties(change, unit)))
    : fixes;

const empties = (change: Change, unit: Unit): boolean =>
  ('span' in change ? [change] : 'unit' in change && change.unit === unit ? change.edits : []).some((edit) =>
    emptiesAround(edit, unit.text),
  );

/** Whether the edit removes everything between the opening of a branch and its end. */
function emptiesAround({ span, text }: TextEdit, whole: string): boolean {
  if (text.trim() !== '') return false;
  const before = whole.slice(0, span.start).trimEnd();
  if (!before.endsWith('}}') || !OPENS.test(before.slice(before.lastIndexOf('{{')))) return false;
  return CLOSES.test(whole.slice(span.end).trimStart().slice(0, 20));
}
