/**
 * Proves every fix of a workspace: applies each to a copy of the engine, compares findings, and undoes it. Compares the changed files, and
 * all files if the change affects facts that other files use.
 */

import type { Engine } from '../../server/src/core/engine/engine.ts';
import { eachPlace } from '../../server/src/core/engine/joined.ts';
import type { FileChange, Reported, ReportedFix } from '../../server/src/core/engine/report.ts';
import { applyEdits, compatible } from '../../server/src/core/text/edits.ts';
import { effectFailures } from './effects.ts';
import { lawFailures } from './laws.ts';
import { draftsPolicies, policyLaw } from './policy-law.ts';
import { type Comparer, comparer } from './resolved/workspace.ts';
import { damage, type Shape, shapeOf } from './shape.ts';
import { keyOf, newFindings, rankOf, type Tally, tallyOf } from './tally.ts';
import { type Trials, trials } from './trials.ts';

/** An applied fix; `failures` is empty if it is proved. */
export interface Trial {
  readonly finding: Reported;
  readonly fix: string;
  readonly failures: readonly string[];
}

const shapes = new WeakMap<Engine, Map<string, Shape>>();

/** The shape of a file as it is at first. */
function firstShape(engine: Engine, path: string): Shape {
  const known = shapes.get(engine) ?? new Map<string, Shape>();
  shapes.set(engine, known);
  const found = known.get(path) ?? shapeOf(path, engine.textOf(path) ?? '');
  known.set(path, found);
  return found;
}

/** Applies each fix of the findings of `path` that `wanted` accepts. `before`: the tally of all files. The engine must stay the same. */
export function* proveFile(
  engine: Engine,
  path: string,
  before: Tally,
  wanted: (finding: Reported) => boolean,
): Generator<Trial> {
  const findings = eachPlace(engine.check(path).findings).filter(wanted);
  for (const finding of findings)
    for (const fix of finding.fixes) yield { finding, fix: fix.title, failures: tryFix(engine, before, finding, fix) };
  if (findings.length === 0) return;
  const failures = fixAllFailures(engine, path);
  if (failures.length > 0) yield { finding: findings[0]!, fix: 'fix all', failures };
}

function tryFix(engine: Engine, before: Tally, finding: Reported, fix: ReportedFix): string[] {
  let changes: readonly FileChange[];
  let after: Map<string, string>;
  try {
    changes = fix.changes();
    if (changes.length === 0) return ['is offered and changes nothing'];
    after = changed(engine, changes);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const failures = changes.flatMap((change) => carelessness(engine, change));
  // Fixes are computed again after a change, and there may be fewer.
  const { effect, note, steps } = fix;
  const meaning = meaningOf(engine, after);
  failures.push(
    ...effectFailures(effect, meaning, () => secretsIn(engine, after.keys())),
    ...lawFailures(meaning, note),
  );
  const paths = new Set([finding.path, ...after.keys()]);
  const was = new Map([...paths].map((p) => [p, firstShape(engine, p)]));
  const problems = problemsOf(engine, paths);
  const law = draftsPolicies(changes) ? policyLaw(engine, finding) : undefined;
  const trial = trialsOf(engine);
  const reached = trial.put(after, untrackedBy(note));
  const then = trial.engine;
  const is = tallyOf(then, [...paths, ...reached(paths)]);
  const ids = finding.members.length > 0 ? finding.members : [finding.rule];
  const gone = Math.max(1, steps.length);
  const count = (counts: Tally): number => ids.reduce((n, id) => n + counts.times(keyOf(id, finding)), 0);
  if (count(is) > count(before) - gone) failures.push('does not remove its finding');
  // A new finding that only a stricter profile reports is fine, such as a Secret read from the environment.
  for (const { key, rank } of newFindings(before, is, changes, effect))
    if (rank <= rankOf(finding)) failures.push(`causes a new finding: ${key}`);
  if (law) failures.push(...law(then).failures);
  if (problemsOf(then, paths) > problems) failures.push('causes a new problem');
  for (const p of paths) failures.push(...damage(p, was.get(p)!, shapeOf(p, then.textOf(p) ?? '')));
  return failures;
}

const copies = new WeakMap<Engine, Trials>();

function trialsOf(engine: Engine): Trials {
  const one = copies.get(engine) ?? trials(engine);
  copies.set(engine, one);
  return one;
}

const comparers = new WeakMap<Engine, Comparer>();

/** What the texts `after` change in the files of an engine. Every trial begins with the same files, so each is resolved once. */
function meaningOf(engine: Engine, after: ReadonlyMap<string, string>) {
  const one = comparers.get(engine) ?? comparer();
  comparers.set(engine, one);
  const { textOf } = engine;
  const paths = engine.paths();
  return one.compare(
    { text: textOf, paths: () => paths },
    { text: (path) => after.get(path) ?? textOf(path), paths: () => [...paths, ...after.keys()] },
    after.keys(),
  );
}

/** The texts of the secrets in some files. */
const secretsIn = (engine: Engine, paths: Iterable<string>): string[] =>
  [...paths].flatMap((path) => engine.secretsIn(path).map((s) => (engine.textOf(path) ?? '').slice(s.start, s.end)));

/** The texts after `changes`. Throws if a change does not fit its file. */
function changed(engine: Engine, changes: readonly FileChange[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const change of changes) {
    const text = out.get(change.path) ?? engine.textOf(change.path);
    if ('create' in change) {
      if (text !== undefined) throw new Error(`creates ${change.path}, which exists`);
      out.set(change.path, change.create);
      continue;
    }
    if (text === undefined) throw new Error(`edits ${change.path}, which does not exist`);
    const outside = change.edits.some((e) => e.span.start < 0 || e.span.end > text.length || e.span.start > e.span.end);
    if (outside) throw new Error(`edits outside of ${change.path}`);
    if (!compatible(change.edits)) throw new Error(`overlapping edits in ${change.path}`);
    out.set(change.path, applyEdits(text, change.edits));
  }
  return out;
}

/** Reports edits that remove comments (except together with the entry below them), mix line ends, or change nothing. */
function carelessness(engine: Engine, change: FileChange): string[] {
  if (!('edits' in change)) return [];
  const failures: string[] = [];
  const text = engine.textOf(change.path) ?? '';
  const endings = new Set(text.match(/\r?\n/g));
  for (const edit of change.edits) {
    const taken = text.slice(edit.span.start, edit.span.end);
    for (const comment of edit.text.trim() === '' ? [] : (taken.match(/(?<=^[ \t]*)#.*$/gm) ?? []))
      if (!edit.text.includes(comment.trimEnd())) failures.push(`removes a comment: ${comment.slice(0, 60)}`);
    const own = new Set(edit.text.match(/\r?\n/g));
    if (endings.size === 1 && [...own].some((eol) => !endings.has(eol))) failures.push('mixes line ends');
    if (edit.text === taken) failures.push('has an edit that changes nothing');
  }
  return failures;
}

/** The file that Git tracks until a person does what the note of a fix asks for. */
const untrackedBy = (note = ''): string | undefined => /`git rm --cached ([^`]+)`/.exec(note)?.[1];

const problemsOf = (engine: Engine, paths: Iterable<string>): number =>
  [...paths].reduce((n, path) => n + engine.check(path).problems.length, 0);

/** Applies all safe fixes twice; the second time must change nothing. */
function fixAllFailures(engine: Engine, path: string): string[] {
  const edits = (one: Engine): Map<string, string> => changed(one, one.fixAll(path));
  try {
    const after = edits(engine);
    if (after.size === 0) return [];
    const trial = trialsOf(engine);
    trial.put(after);
    const again = edits(trial.engine).size > 0 ? ['changes something when applied twice'] : [];
    return [...again, ...damage(path, firstShape(engine, path), shapeOf(path, trial.engine.textOf(path) ?? ''))];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
