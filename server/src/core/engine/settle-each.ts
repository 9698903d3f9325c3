/** Fixing one finding after the other, other files included: for fixes that move something elsewhere, where the next builds on what the one before left. */
import { applyEdits, difference } from '../text/edits.ts';
import type { Engine } from './engine.ts';
import type { FileChange, Reported } from './report.ts';
import { type Pick, unbounded, type Work } from './settle.ts';

/** What fixing came to. */
export interface Settled {
  readonly changes: readonly FileChange[];
  /** What is left to do by hand, each thing once. */
  readonly note: string | undefined;
}

/** Whether one of the fixes changes other files or leaves something to do: such fixes know of each other only when they are made in turn. */
export const isFarReaching = (path: string, findings: readonly Reported[], pick: Pick): boolean =>
  findings.some((finding) => {
    const fix = pick(finding);
    // A fix that is made of others need not be worked out: that costs as much as settling its document.
    const parts = fix && fix.steps.length > 0 ? fix.steps.map((part) => part.fix) : fix ? [fix] : [];
    return parts.some((p) => p.note !== undefined || p.changes().some((c) => c.path !== path || 'create' in c));
  });

/**
 * Applies the fix that `pick` names for each finding of a file, in turn, on a copy of the workspace; one that does not remove its finding is
 * undone. Nothing is changed when `work` does not suffice.
 */
export function settleEach(engine: Engine, path: string, pick: Pick, work: Work = unbounded()): Settled {
  const twin = engine.copy();
  const touched = new Set<string>();
  const notes = new Set<string>();
  const passedOver = new Set<string>();
  const check = (): Reported[] => {
    work.left -= twin.textOf(path)?.length ?? 0;
    return work.left < 0 ? [] : [...twin.check(path).findings];
  };
  const write = (file: string, text: string | undefined): void => {
    work.left -= text?.length ?? 0;
    put(twin, file, text);
  };
  // To pick works the fix out, which costs more than the finding: of those that wait only the rule counts.
  const found = check();
  const rules = new Set(found.filter((f) => pick(f) !== undefined).map((f) => f.rule));
  const waiting = (findings: readonly Reported[]): Reported[] => findings.filter((f) => rules.has(f.rule));
  let left = waiting(found);
  for (let most = left.length; most > 0 && work.left >= 0; most--) {
    const next = left.find((f) => !passedOver.has(f.fingerprint));
    if (!next) break;
    const fix = pick(next);
    passedOver.add(next.fingerprint);
    if (!fix) continue;
    const changes = fix.changes();
    const before = changes.map((c) => [c.path, twin.textOf(c.path)] as const);
    for (const change of changes) write(change.path, changed(twin, change));
    const now = waiting(check());
    if (work.left < 0) break;
    if (now.length < left.length) {
      for (const change of changes) touched.add(change.path);
      for (const part of fix.note?.split('; ') ?? []) notes.add(part);
      passedOver.delete(next.fingerprint);
      left = now;
      continue;
    }
    for (const [file, text] of before) write(file, text);
    left = waiting(check());
  }
  if (work.left < 0) return { changes: [], note: undefined };
  const changes = [...touched].flatMap((file) => changeFrom(file, engine.textOf(file), twin.textOf(file)));
  return { changes, note: notes.size > 0 ? [...notes].join('; ') : undefined };
}

const changed = (engine: Engine, change: FileChange): string =>
  'create' in change ? change.create : applyEdits(engine.textOf(change.path) ?? '', change.edits);

function put(engine: Engine, path: string, text: string | undefined): void {
  if (text === undefined) engine.removeFile(path);
  else engine.setFile(path, text);
}

function changeFrom(path: string, before: string | undefined, after: string | undefined): FileChange[] {
  if (after === undefined || after === before) return [];
  return [before === undefined ? { path, create: after } : { path, edits: difference(before, after) }];
}
