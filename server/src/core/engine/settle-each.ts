/** Fixing one finding after the other, other files included: for fixes that move something elsewhere, where the next builds on what the one before left. */
import { applyEdits, difference } from '../text/edits.ts';
import type { Engine } from './engine.ts';
import type { FileChange, Reported, ReportedFix } from './report.ts';

/** What fixing came to. */
export interface Settled {
  readonly changes: readonly FileChange[];
  /** What is left to do by hand, each thing once. */
  readonly note: string | undefined;
}

type Pick = (finding: Reported) => ReportedFix | undefined;

/** Whether one of the fixes changes other files or leaves something to do: such fixes know of each other only when they are made in turn. */
export const isFarReaching = (path: string, findings: readonly Reported[], pick: Pick): boolean =>
  findings.some((finding) => {
    const fix = pick(finding);
    return fix && (fix.note !== undefined || fix.changes().some((c) => c.path !== path || 'create' in c));
  });

/** Applies the fix that `pick` names for each finding of a file, in turn, on a copy of the workspace; one that does not remove its finding is undone. */
export function settleEach(engine: Engine, path: string, pick: Pick): Settled {
  const twin = engine.copy();
  const touched = new Set<string>();
  const notes = new Set<string>();
  const passedOver = new Set<string>();
  const wanted = (): Reported[] => twin.check(path).findings.filter((f) => pick(f) !== undefined);
  let left = wanted();
  for (let most = left.length; most > 0; most--) {
    const next = left.find((f) => !passedOver.has(f.fingerprint));
    const fix = next && pick(next);
    if (!fix) break;
    const changes = fix.changes();
    const before = changes.map((c) => [c.path, twin.textOf(c.path)] as const);
    for (const change of changes) put(twin, change.path, changed(twin, change));
    const now = wanted();
    if (now.length < left.length) {
      for (const change of changes) touched.add(change.path);
      for (const part of fix.note?.split('; ') ?? []) notes.add(part);
      left = now;
      continue;
    }
    passedOver.add(next.fingerprint);
    for (const [file, text] of before) put(twin, file, text);
    left = wanted();
  }
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
