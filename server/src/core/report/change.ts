/** Compares the findings of two states of the files: what a change adds, and what it mends. */
import type { Severity } from '../rule/rule.ts';
import type { Change, Printed, Region, State } from './finding.ts';

/** What `compare` needs to know about the files. Paths are those that are printed. */
export interface Moves {
  /** The path after the change of a file that was at `path` before it. */
  readonly newPath: (path: string) => string;
  /** Whether the change adds or edits a line of a place. */
  readonly isEdited: (place: Region & { readonly path: string }) => boolean;
}

/**
 * Findings correspond if they are in the same file, which may have been renamed, and about the same (`Reported.subject`). Of several that
 * are about the same, those on edited lines are taken for the new ones. A finding that stands for several places is about all of them.
 */
export function compare(
  before: readonly Printed[],
  after: readonly Printed[],
  { newPath, isEdited }: Moves,
): Omit<Change, 'since'> {
  const isTouched = (f: Printed): boolean => [f, ...f.related.filter((r) => r.affected)].some(isEdited);
  const known = grouped(before, (f) => newPath(f.path));
  const states = new Map<Printed, State>();
  const fixed: Printed[] = [];
  let still = 0;
  for (const [key, found] of grouped(after, (f) => f.path)) {
    const old = known.get(key) ?? [];
    known.delete(key);
    fixed.push(...old.slice(found.length));
    // Unedited ones first: they were there.
    const order = [...found.filter((f) => !isTouched(f)), ...found.filter(isTouched)];
    for (const [index, finding] of order.entries()) {
      if (index < old.length) still++;
      if (index >= old.length || old.every((one) => isWorse(finding, one))) states.set(finding, 'new');
      else if (isTouched(finding)) states.set(finding, 'touched');
    }
  }
  fixed.push(...[...known.values()].flat());
  return { states, still, fixed };
}

const RANK: Readonly<Record<Severity, number>> = { hint: 0, info: 1, warning: 2, error: 3 };

const isWorse = (now: Printed, before: Printed): boolean => RANK[now.finding.severity] > RANK[before.finding.severity];

function grouped(findings: readonly Printed[], pathOf: (f: Printed) => string): Map<string, Printed[]> {
  const groups = new Map<string, Printed[]>();
  for (const finding of findings) {
    const key = `${finding.finding.subject}\n${pathOf(finding)}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return groups;
}
