/** What fixes are built from: `fix` and `fixIf` make one, the other functions make its parts. */
import type { Effect } from '../rule/effect.ts';
import type { Change, Context, Fix, Safety } from '../rule/rule.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { YamlUnit } from '../yaml/node.ts';

/**
 * A fix in the finding's own unit. `edits` is called when the fix is requested; `effect` is what it changes (see `effect.ts`), and `notes` are
 * the manual steps that remain.
 */
export const fix = (
  title: string,
  safety: Safety,
  edits: () => readonly Change[],
  effect?: readonly Effect[],
  notes: readonly string[] = [],
): Fix => ({
  title,
  safety,
  ...(effect && { effect }),
  ...(notes.length > 0 && { note: noteOf(notes) }),
  change: edits,
});

/** The manual steps as one sentence: the first letter of each further step is a small one. */
export const noteOf = (steps: readonly string[]): string =>
  steps
    .map((step, index) => (index === 0 ? step : step.replace(/^[A-Z](?=[a-z' ])/, (c) => c.toLowerCase())))
    .join('; ');

/** Like `fix`, in a list that is empty if there are no edits. Computes them at once: some are impossible (a key under an alias, a variable). */
export function fixIf(
  title: string,
  safety: Safety,
  edits: () => readonly Change[],
  effect?: readonly Effect[],
  notes: readonly string[] = [],
): Fix[] {
  return edits().length > 0 ? [fix(title, safety, edits, effect, notes)] : [];
}

/** The fixes as steps of their own, with a note on what must be true: see `Fix.alone`. */
export const alone = (fixes: readonly Fix[], ...notes: readonly string[]): Fix[] =>
  fixes.map((one) => ({
    ...one,
    alone: true,
    note: noteOf([...(one.note === undefined ? [] : [one.note]), ...notes]),
  }));

/** For a title: ` in 3 places`; '' for one. */
export const inPlaces = (places: number): string => (places > 1 ? ` in ${places} places` : '');

/** The YAML of the unit; `undefined` in a Dockerfile. */
export const yamlOf = (ctx: Context): YamlUnit | undefined => ('yaml' in ctx.unit ? ctx.unit.yaml : undefined);

/** One replacement as a list. */
export const replace = (span: Span, text: string): TextEdit[] => [{ span, text }];
