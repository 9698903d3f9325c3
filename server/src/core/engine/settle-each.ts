/**
 * Fixes findings one after another, in other files too: for fixes that move something elsewhere, where each builds on the result of
 * the previous one.
 */
import { applyEdits, difference } from '../text/edits.ts';
import type { Engine } from './engine.ts';
import { apart } from './joined.ts';
import type { FileChange, Reported } from './report.ts';
import { type Pick, unbounded, type Work } from './settle.ts';

/** The result of fixing. */
export interface Settled {
  readonly changes: readonly FileChange[];
  /** Manual steps that remain, each once. */
  readonly note: string | undefined;
}

/**
 * Whether a fix changes other files or leaves manual steps. Such fixes can take account of each other only if they are applied in
 * turn.
 */
export const isFarReaching = (path: string, findings: readonly Reported[], pick: Pick): boolean =>
  apart(findings).some((finding) => {
    const fix = pick(finding);
    // A combined fix is not computed here: that costs as much as settling its document.
    const parts = fix && fix.steps.length > 0 ? fix.steps.map((part) => part.fix) : fix ? [fix] : [];
    return parts.some((p) => p.note !== undefined || p.changes().some((c) => c.path !== path || 'create' in c));
  });

/**
 * Applies the fix that `pick` selects for each finding of a file, in turn, on a copy of the workspace. A fix that does not remove its
 * finding is undone. Changes nothing if `work` runs out.
 */
export function settleEach(engine: Engine, path: string, pick: Pick, work: Work = unbounded()): Settled {
  const twin = engine.copy();
  const touched = new Set<string>();
  const notes = new Set<string>();
  const passedOver = new Set<string>();
  const check = (): Reported[] => {
    work.left -= twin.textOf(path)?.length ?? 0;
    return work.left < 0 ? [] : [...apart(twin.check(path).findings)];
  };
  const write = (file: string, text: string | undefined): void => {
    work.left -= text?.length ?? 0;
    put(twin, file, text);
  };
  // `pick` computes the fix, which costs more than the finding. For the findings that wait, only the rule matters.
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
