/**
 * Proves a fix on a copy of its files: the finding is gone, there is no new finding or problem, everything else is kept, and applying the fix
 * again changes nothing.
 */

import type { Engine, Layers } from '../../server/src/core/engine/engine.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import { eachPlace } from '../../server/src/core/engine/joined.ts';
import type { FileChange, Reported, ReportedFix } from '../../server/src/core/engine/report.ts';
import { settleEach } from '../../server/src/core/engine/settle-each.ts';
import type { Rule, RuleId } from '../../server/src/core/rule/rule.ts';
import { applyEdits, compatible } from '../../server/src/core/text/edits.ts';
import { effectFailures } from './effects.ts';
import { lawFailures } from './laws.ts';
import { mappedOffset } from './mapped-offset.ts';
import { PINNED_DAY } from './pinned-day.ts';
import { draftsPolicies, policyLaw } from './policy-law.ts';
import type { Texts } from './resolved/model.ts';
import { comparer } from './resolved/workspace.ts';
import { damage, shapeOf } from './shape.ts';
import { keyOf, newFindings, type Tally, tallyOf } from './tally.ts';

export type Files = ReadonlyMap<string, string>;

/** An engine that holds `files` as a complete workspace. */
export function engineOver(files: Files, rules: readonly Rule[], layers: Layers = {}): Engine {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure(layers);
  for (const [path, text] of files) engine.setFile(path, text);
  engine.setComplete(true);
  return engine;
}

/** `files` after `changes`. Throws if a change does not fit its file: then the fix is wrong. */
export function applyChanges(files: Files, changes: readonly FileChange[]): Map<string, string> {
  const out = new Map(files);
  for (const change of changes) {
    if ('create' in change) {
      if (out.has(change.path)) throw new Error(`creates ${change.path}, which exists`);
      out.set(change.path, change.create);
      continue;
    }
    const text = out.get(change.path);
    if (text === undefined) throw new Error(`edits ${change.path}, which does not exist`);
    for (const e of change.edits) {
      if (e.span.start < 0 || e.span.end > text.length || e.span.start > e.span.end)
        throw new Error(`edit outside of ${change.path}`);
    }
    if (!compatible(change.edits)) throw new Error(`overlapping edits in ${change.path}`);
    out.set(change.path, applyEdits(text, change.edits));
  }
  return out;
}

/** The number of problems in all files. */
function problemCount(engine: Engine): number {
  return engine.paths().reduce((n, path) => n + engine.check(path).problems.length, 0);
}

export interface Proof {
  readonly after: ReadonlyMap<string, string>;
  /** The failures of the fix; empty when it is proved. */
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
  let changes: readonly FileChange[];
  try {
    changes = finding.fixes[fix]!.changes();
    if (changes.length === 0) return { after: new Map(files), failures: ['offers a fix that changes nothing'] };
    after = applyChanges(files, changes);
  } catch (error) {
    return { after: new Map(files), failures: [error instanceof Error ? error.message : String(error)] };
  }
  const then = engineOver(after, rules, layers);
  const was = tallyOf(before, before.paths());
  const is = tallyOf(then, then.paths());
  const gone = Math.max(1, finding.fixes[fix]!.steps.length);
  const ids = finding.members.length > 0 ? finding.members : [finding.rule];
  const count = (counts: Tally): number => ids.reduce((n, id) => n + counts.times(keyOf(id, finding)), 0);
  if (count(is) > count(was) - gone) failures.push('does not remove its finding');
  for (const { key } of newFindings(was, is, changes, finding.fixes[fix]!.effect))
    failures.push(`causes a new finding: ${key}`);
  if (stillFixable(then, finding, finding.fixes[fix]!.title, changes))
    failures.push('changes something when applied twice');
  if (problemCount(then) > problemCount(before)) failures.push('causes a new problem');
  for (const [path, text] of after) {
    const old = files.get(path);
    if (old !== undefined && old !== text) failures.push(...damage(path, shapeOf(path, old), shapeOf(path, text)));
  }
  if (draftsPolicies(changes)) failures.push(...policyLaw(before, finding)(then).failures);
  const { effect, note } = finding.fixes[fix]!;
  const now = comparer().compare(textsOf(files), textsOf(after), after.keys());
  failures.push(...effectFailures(effect, now, () => secretsOf([before, then])), ...lawFailures(now, note));
  return { after, failures };
}

const textsOf = (files: Files): Texts => ({ text: (path) => files.get(path), paths: () => files.keys() });

/** The texts of all secrets, which no failure may show. */
export const secretsOf = (engines: readonly Engine[]): string[] =>
  engines.flatMap((engine) =>
    engine.paths().flatMap((path) => engine.secretsIn(path).map((s) => engine.textOf(path)!.slice(s.start, s.end))),
  );

/** Another form of the same files, and how the outcome of a fix there compares to its outcome in the original files. */
interface Form {
  readonly name: string;
  readonly of: (text: string) => string;
  /** Whether `got` is `text`, the outcome in the original files, in this form. `isNew`: the fix creates the file. */
  readonly same: (got: string, text: string, isNew: boolean) => boolean;
}

const FORMS: readonly Form[] = [
  {
    name: 'with CRLF',
    of: (text) => text.replace(/\r?\n/g, '\r\n'),
    same(got, text, isNew) {
      return isNew ? got.replace(/\r/g, '') === text : got === this.of(text);
    },
  },
  {
    name: 'without a last newline',
    of: (text) => text.replace(/\n$/, ''),
    same: (got, text) => got.replace(/\n+$/, '') === text.replace(/\n+$/, ''),
  },
];

/** Files in one form, with an engine that is created on first use. */
interface Formed extends Form {
  readonly files: Files;
  readonly engine: () => Engine;
}

export interface Prover {
  readonly engine: Engine;
  /** The other forms of the files. They have the same findings as the original files. */
  readonly forms: readonly Formed[];
  /** Proves fix `fix` of finding `nth` of `path` (0-based): on the original files, with CRLF, and without a last newline. */
  readonly prove: (path: string, nth: number, fix: number) => Proof;
  /** The failures of applying fix `fix` (0-based) to every finding of `rule` in `path` twice. */
  readonly twice: (path: string, rule: RuleId, fix: number) => string[];
}

/** Creates the prover of one workspace. All its proofs share the engines. */
export function prover(files: Files, rules: readonly Rule[], layers: Layers): Prover {
  const engine = engineOver(files, rules, layers);
  const forms = FORMS.map((form): Formed => {
    const formed = new Map([...files].map(([p, t]) => [p, form.of(t)]));
    let made: Engine | undefined;
    return {
      ...form,
      files: formed,
      engine: () => {
        made ??= engineOver(formed, rules, layers);
        return made;
      },
    };
  });
  const one = (over: Files, before: Engine, path: string, nth: number, fix: number): Proof => {
    const finding = eachPlace(before.check(path).findings)[nth];
    if (!finding?.fixes[fix]) return { after: new Map(over), failures: ['is not offered'] };
    return proveFix(over, rules, layers, before, finding, fix);
  };
  return {
    engine,
    forms,
    prove(path, nth, fix) {
      const base = one(files, engine, path, nth, fix);
      if (base.failures.length > 0) return base;
      const failures = forms.flatMap((form) => {
        const proof = one(form.files, form.engine(), path, nth, fix);
        if (proof.failures.length > 0) return proof.failures.map((f) => `${form.name}: ${f}`);
        return [...base.after]
          .filter(([p, text]) => !form.same(proof.after.get(p) ?? '', text, !files.has(p)))
          .map(([p]) => `${form.name}: gives another ${p}`);
      });
      return { after: base.after, failures };
    },
    twice: (path, rule, fix) => twiceFailures(engine, path, (f) => (f.rule === rule ? f.fixes[fix] : undefined)),
  };
}

/** Proves one fix in every form of the files: see `Prover`. */
export const proveEverywhere = (
  files: Files,
  rules: readonly Rule[],
  layers: Layers,
  path: string,
  nth: number,
  fix: number,
): Proof => prover(files, rules, layers).prove(path, nth, fix);

/** Fixes all findings twice, in each of the two ways that hosts use. The second time must change nothing. */
function twiceFailures(engine: Engine, path: string, pick: (f: Reported) => ReportedFix | undefined): string[] {
  const ways = [
    ['fix all', (e: Engine) => e.fixAll(path, pick)],
    ['fix each', (e: Engine) => settleEach(e, path, pick).changes],
  ] as const;
  return ways.flatMap(([name, way]) => {
    const twin = engine.copy();
    const first = way(twin);
    if (first.length === 0) return [];
    const files = new Map(twin.paths().map((p) => [p, twin.textOf(p)!]));
    for (const [p, text] of applyChanges(files, first)) twin.setFile(p, text);
    return way(twin).length > 0 ? [`${name}: changes something when applied twice`] : [];
  });
}

/** Whether the finding is still at its place after the fix and offers the same fix again. */
function stillFixable(then: Engine, finding: Reported, title: string, changes: readonly FileChange[]): boolean {
  const own = changes.flatMap((c) => (c.path === finding.path && 'edits' in c ? c.edits : []));
  const { start, end } = finding.span;
  // The fix removed the text, and the next element now has its position.
  if (own.some((e) => e.text === '' && e.span.start <= start && end <= e.span.end)) return false;
  const moved = mappedOffset(own, start);
  return then
    .check(finding.path)
    .findings.some(
      (f) =>
        f.rule === finding.rule &&
        f.route === finding.route &&
        f.span.start === moved &&
        f.fixes.some((fix) => fix.title === title && fix.changes().length > 0),
    );
}
