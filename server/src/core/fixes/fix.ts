/** Making fixes: the parts that many rules share. Every function gives a `Fix`, or a list that is empty when nothing can be offered. */
import type { Change, Context, Fix, Safety } from '../rule/rule.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { YamlUnit } from '../yaml/node.ts';

/** A fix of the finding's own unit; `edits` is called when the fix is asked for, `notes` say what is left to do. */
export const fix = (
  title: string,
  safety: Safety,
  edits: () => readonly Change[],
  notes: readonly string[] = [],
): Fix => ({
  title,
  safety,
  ...(notes.length > 0 && { note: notes.join('; ') }),
  change: edits,
});

/** Like `fix`, but offered only when it has an edit now: for edits that may turn out impossible (a key under an alias, a variable). */
export function fixIf(
  title: string,
  safety: Safety,
  edits: () => readonly Change[],
  notes: readonly string[] = [],
): Fix[] {
  return edits().length > 0 ? [fix(title, safety, edits, notes)] : [];
}

/** The YAML of a unit's document; `undefined` in a Dockerfile. */
export const yamlOf = (ctx: Context): YamlUnit | undefined => ('yaml' in ctx.unit ? ctx.unit.yaml : undefined);

/** One replacement as a list. */
export const replace = (span: Span, text: string): TextEdit[] => [{ span, text }];
