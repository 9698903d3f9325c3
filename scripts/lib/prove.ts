/** Proving a fix: applied to a copy of its files, the finding is gone, nothing new has come, and nothing else has changed. */
import type { Engine, Layers } from '../../server/src/core/engine/engine.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import type { FileChange, Reported } from '../../server/src/core/engine/report.ts';
import type { Rule } from '../../server/src/core/rule/rule.ts';
import { applyEdits, compatible } from '../../server/src/core/text/edits.ts';
import { damage, shapeOf } from './shape.ts';

export type Files = ReadonlyMap<string, string>;

/** An engine that holds `files` as a complete workspace. */
export function engineOver(files: Files, rules: readonly Rule[], layers: Layers = {}): Engine {
  const engine = createEngine(rules);
  engine.configure(layers);
  for (const [path, text] of files) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** `files` after `changes`. Throws where a change does not fit its file: that is a fault in a fix. */
export function applyChanges(files: Files, changes: readonly FileChange[]): Map<string, string> {
  const out = new Map(files);
  for (const change of changes) {
    if ('create' in change) {
      if (out.has(change.path)) throw new Error(`creates ${change.path}, which exists`);
      out.set(change.path, change.create);
      continue;
    }
    const text = out.get(change.path);
    if (text === undefined) throw new Error(`edits ${change.path}, which is not there`);
    for (const e of change.edits) {
      if (e.span.start < 0 || e.span.end > text.length || e.span.start > e.span.end)
        throw new Error(`edit outside of ${change.path}`);
    }
    if (!compatible(change.edits)) throw new Error(`overlapping edits in ${change.path}`);
    out.set(change.path, applyEdits(text, change.edits));
  }
  return out;
}

/** How often each thing is found, by rule, path and route; a fold counts as its members. */
export function tally(engine: Engine): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of engine.paths()) {
    for (const f of engine.check(path).findings) {
      for (const rule of f.members.length > 0 ? f.members : [f.rule]) {
        const key = `${rule} ${path} ${f.route}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** How many problems the engine has with the files. */
function broken(engine: Engine): number {
  return engine.paths().reduce((n, path) => n + engine.check(path).problems.length, 0);
}

export interface Proof {
  readonly after: ReadonlyMap<string, string>;
  /** What is wrong with the fix; empty when it is proved. */
  readonly failures: readonly string[];
}

/** Applies fix number `fix` of `finding` to a copy of `files` and compares before and after. */
export function proveFix(
  files: Files,
  rules: readonly Rule[],
  layers: Layers,
  before: Engine,
  finding: Reported,
  fix: number,
): Proof {
  const failures: string[] = [];
  let after: Map<string, string>;
  try {
    const changes = finding.fixes[fix]!.changes();
    if (changes.length === 0) return { after: new Map(files), failures: ['offers a fix that changes nothing'] };
    after = applyChanges(files, changes);
  } catch (error) {
    return { after: new Map(files), failures: [error instanceof Error ? error.message : String(error)] };
  }
  const then = engineOver(after, rules, layers);
  const was = tally(before);
  const is = tally(then);
  // A fold's first fix is all the others together, where there is more than one.
  const gone = finding.members.length > 0 && fix === 0 ? Math.max(1, finding.fixes.length - 1) : 1;
  const ids = finding.members.length > 0 ? finding.members : [finding.rule];
  const count = (counts: Map<string, number>): number =>
    ids.reduce((n, id) => n + (counts.get(`${id} ${finding.path} ${finding.route}`) ?? 0), 0);
  if (count(is) > count(was) - gone) failures.push('does not remove its finding');
  for (const [key, n] of is) if (n > (was.get(key) ?? 0)) failures.push(`brings a new finding: ${key}`);
  if (broken(then) > broken(before)) failures.push('brings a new problem');
  for (const [path, text] of after) {
    const old = files.get(path);
    if (old !== undefined && old !== text) failures.push(...damage(path, shapeOf(path, old), shapeOf(path, text)));
  }
  return { after, failures };
}

const crlf = (files: Files): Map<string, string> =>
  new Map([...files].map(([p, t]) => [p, t.replace(/\r?\n/g, '\r\n')]));
const unterminated = (files: Files): Map<string, string> =>
  new Map([...files].map(([p, t]) => [p, t.replace(/\n$/, '')]));

/**
 * Proves a fix on the files as they are, with CRLF line ends, and without a last newline: the outcome must be the same text each time.
 */
export function proveEverywhere(
  files: Files,
  rules: readonly Rule[],
  layers: Layers,
  path: string,
  nth: number,
  fix: number,
): Proof {
  const base = proveOne(files, rules, layers, path, nth, fix);
  const failures = [...base.failures];
  if (failures.length === 0) {
    const variants = [
      ['with CRLF', crlf, crlf(base.after)],
      ['without a last newline', unterminated, unterminated(base.after)],
    ] as const;
    for (const [name, change, expected] of variants) {
      const proof = proveOne(change(files), rules, layers, path, nth, fix);
      failures.push(...proof.failures.map((f) => `${name}: ${f}`));
      for (const [p, text] of expected) {
        const got = proof.after.get(p) ?? '';
        const same =
          name === 'with CRLF'
            ? files.has(p)
              ? got === text
              : got.replace(/\r/g, '') === text.replace(/\r/g, '')
            : got.replace(/\n+$/, '') === text.replace(/\n+$/, '');
        if (!same && proof.failures.length === 0) failures.push(`${name}: gives another ${p}`);
      }
    }
  }
  return { after: base.after, failures };
}

function proveOne(files: Files, rules: readonly Rule[], layers: Layers, path: string, nth: number, fix: number): Proof {
  const engine = engineOver(files, rules, layers);
  const finding = engine.check(path).findings[nth];
  if (!finding?.fixes[fix]) return { after: new Map(files), failures: ['is not offered'] };
  return proveFix(files, rules, layers, engine, finding, fix);
}
