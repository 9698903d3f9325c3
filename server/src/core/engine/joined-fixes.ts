/** Fixes of findings that stand for others of their file: they change every place. */
import { noteOf } from '../fixes/fix.ts';
import type { TextEdit } from '../text/span.ts';
import type { FileChange, ReportedFix } from './report.ts';

/**
 * The fixes of a finding that is joined with others: `own` are those of its own place, `others` those of each other place. A fix that
 * already reaches all places (it has no `titleFor`) stays as it is. Another one is offered if each place has it, since the rest of the
 * finding would stay otherwise.
 */
export function joinedFixes(
  own: readonly ReportedFix[],
  others: readonly (readonly ReportedFix[])[],
): readonly ReportedFix[] {
  return own.flatMap((fix) => {
    const { titleFor } = fix;
    if (!titleFor) return [fix];
    const same = others.map((list) => list.find((one) => one.titleFor?.(1) === titleFor(1)));
    if (!same.every((one) => one !== undefined)) return [];
    const all = [fix, ...same];
    const notes = new Set(all.flatMap(({ note }) => note?.split('; ') ?? []));
    return [
      {
        ...fix,
        title: titleFor(all.length),
        note: notes.size > 0 ? noteOf([...notes]) : undefined,
        effect: all.every(({ effect }) => effect) ? all.flatMap(({ effect }) => effect ?? []) : undefined,
        changes: () => together(all.map((one) => one.changes())),
      },
    ];
  });
}

/** Places for which fixes are computed at once, at most: they cost more than their findings. */
const MOST_PLACES = 50;

/**
 * The fixes of a finding about missing settings of several containers: first one that adds those that need no test to every container, then
 * `own`, those of its own container. `others` are those of each other container.
 */
export function withFixForAll(
  own: readonly ReportedFix[],
  others: readonly (readonly ReportedFix[])[],
): readonly ReportedFix[] {
  const [first] = own;
  if (!first || first.steps.length === 0 || others.length > MOST_PLACES) return own;
  const all = [first, ...others.flatMap(([fix]) => (fix && fix.steps.length > 0 ? [fix] : []))];
  if (all.length === 1) return own;
  const notes = new Set(all.flatMap(({ note }) => note?.split('; ') ?? []));
  const titles = new Set(all.flatMap(({ steps }) => steps.map(({ fix }) => fix.title)));
  const what = titles.size === 1 ? [...titles][0] : 'Add the missing hardening settings that need no test';
  const forAll: ReportedFix = {
    ...first,
    title: `${what} in ${all.length} places`,
    note: notes.size > 0 ? noteOf([...notes]) : undefined,
    effect: all.every(({ effect }) => effect) ? all.flatMap(({ effect }) => effect ?? []) : undefined,
    changes: () => together(all.map((one) => one.changes())),
  };
  return [forAll, ...own];
}

/** The edits of all changes of the file. Empty if one of them is: a fix changes all places or none. */
function together(all: readonly (readonly FileChange[])[]): readonly FileChange[] {
  const edits = new Map<string, Map<string, TextEdit>>();
  for (const changes of all) {
    if (changes.length === 0) return [];
    for (const change of changes) {
      if (!('edits' in change)) return [];
      const inFile = edits.get(change.path) ?? new Map<string, TextEdit>();
      edits.set(change.path, inFile);
      // Services that share a definition share its edit.
      for (const edit of change.edits) inFile.set(`${edit.span.start} ${edit.span.end} ${edit.text}`, edit);
    }
  }
  const joined = [...edits].map(([path, list]) => ({ path, edits: [...list.values()] }));
  return joined.some((change) => overlap(change.edits)) ? [] : joined;
}

/** Whether two of the edits change the same text, or add text at the same place: nobody knows then what comes first. */
function overlap(edits: readonly TextEdit[]): boolean {
  const spans = edits.map(({ span }) => span).sort((a, b) => a.start - b.start || a.end - b.end);
  return spans.some((span, i) => i > 0 && (span.start < spans[i - 1]!.end || span.start === spans[i - 1]!.start));
}
