/** Runs one case of a rule's page: compares the findings with the page and proves the fixes. */
import type { Engine, Layers } from '../../server/src/core/engine/engine.ts';
import { apart, eachPlace } from '../../server/src/core/engine/joined.ts';
import type { Reported } from '../../server/src/core/engine/report.ts';
import type { Profile, Rule, Safety } from '../../server/src/core/rule/rule.ts';
import { lineIndex } from '../../server/src/core/text/lines.ts';
import { type Found, foundText } from './found.ts';
import type { Case } from './page.ts';
import { engineOver, type Prover, proveFix, prover } from './prove.ts';

/** A case with the engines it runs in. */
export interface Run {
  readonly one: Case;
  readonly rule: Rule;
  /** All rules, to check that a fix causes no new finding. */
  readonly all: readonly Rule[];
  readonly layers: Layers;
  /** Proofs with the rules of the case. */
  readonly own: Prover;
  /** Findings of the page's rule and of those that the case expects. */
  readonly found: readonly Found[];
}

/**
 * A case runs in the profile of its rule. Missing settings run in `audit`, where they are not folded. Only the rules of the case run; a rule
 * about ignore comments needs all others.
 */
export function runCase(one: Case, rule: Rule, all: readonly Rule[]): Run {
  const profile = (one.profile ?? (rule.meta.group ? 'audit' : rule.meta.profile)) as Profile;
  const layers = { flags: { profile } };
  const wanted = new Set<string>([rule.meta.id, ...one.expects.map((e) => e.rule)]);
  const about = rule.meta.aboutIgnores ? all : all.filter((r) => wanted.has(r.meta.id));
  const folds = profile !== 'audit' && about.some(isOfFold);
  const own = prover(one.files, folds ? all.filter((r) => about.includes(r) || isOfFold(r)) : about, layers);
  own.engine.setComplete(!one.incomplete);
  return { one, rule, all, layers, own, found: foundIn(own.engine, wanted) };
}

const isOfFold = ({ meta }: Rule): boolean => meta.group !== undefined || meta.folds !== undefined;

const foundIn = (engine: Engine, wanted: ReadonlySet<string>): Found[] =>
  engine.paths().flatMap((path) =>
    engine
      .check(path)
      .findings.filter((finding) => wanted.has(finding.rule))
      .map((finding) => ({ path, finding })),
  );

/** `FILE:LINE RULE` of all findings, internal errors and configuration problems. The marks of the page must equal them. */
export function marksOf({ own: { engine }, found }: Run): string[] {
  const faults = engine.paths().flatMap((path) =>
    engine
      .check(path)
      .problems.filter((p) => p.kind === 'internal')
      .map((p) => `${path} ${p.message}`),
  );
  const misread = engine.configProblems().map((p) => `${p.path} ${p.message}`);
  const line = ({ path, finding }: Found): number =>
    lineIndex(engine.textOf(path)!).position(finding.span.start).line + 1;
  return [...found.map((f) => `${f.path}:${line(f)} ${f.finding.rule}`), ...faults, ...misread].sort();
}

/** The marks of the page in the same form. */
export const expectedMarks = (one: Case): string[] => one.expects.map((e) => `${e.file}:${e.line} ${e.rule}`).sort();

/** The text of the case's generated fence; empty if there are no findings. */
export function foundOf(run: Run): string {
  const { one, rule, own, found } = run;
  return foundText(
    one.files,
    own.engine,
    found,
    (f) => (f.rule === rule.meta.id ? 'all' : 'place'),
    foldMembership(run),
    rule.workspace !== undefined,
  );
}

/** Names the rule that reports a finding of this rule together with others, outside of the audit profile. */
function foldMembership({ one, rule, all, own }: Run): (found: Found) => string | undefined {
  if (rule.meta.group === undefined) return () => undefined;
  let engine: Engine | undefined;
  return ({ path, finding }) => {
    if (finding.rule !== rule.meta.id || own.engine.configFor(path).settings.profile !== 'audit') return undefined;
    engine ??= engineOver(one.files, all.filter(isOfFold), { flags: { profile: 'strict' } });
    const fold = apart(engine.check(path).findings).find(
      (f) => f.route === finding.route && f.members.includes(finding.rule),
    );
    return fold?.rule;
  };
}

/** Forms of the case's files (CRLF, no last newline) whose findings differ from those of the files as written. */
export function formFailures({ own, found }: Run): string[] {
  const wanted = new Set<string>(found.map((f) => f.finding.rule));
  const describe = (engine: Engine): string =>
    foundText(
      new Map(),
      engine,
      foundIn(engine, wanted),
      () => 'place',
      () => undefined,
      false,
    );
  const base = describe(own.engine);
  return own.forms.filter((form) => describe(form.engine()) !== base).map((form) => `${form.name}: other findings`);
}

/** The failures of each fix of the page's rule; `offered` gets the safety of each fix. */
export function fixFailures(run: Run, offered: Safety[] = []): string[] {
  const { own, rule, one } = run;
  const failures: string[] = [];
  const counts = new Map<string, number>();
  for (const path of own.engine.paths()) {
    for (const [nth, finding] of eachPlace(own.engine.check(path).findings).entries()) {
      if (finding.rule !== rule.meta.id) continue;
      counts.set(path, Math.max(counts.get(path) ?? 0, finding.fixes.length));
      for (const [n, fix] of finding.fixes.entries()) {
        offered.push(fix.safety);
        const line = lineIndex(one.files.get(path)!).position(finding.span.start).line + 1;
        const proof = own.prove(path, nth, n).failures;
        for (const failure of proof.length > 0 ? proof : besideOthers(run, finding, n))
          failures.push(`"${fix.title}" at ${path}:${line}: ${failure}`);
      }
    }
  }
  for (const [path, most] of counts)
    for (let n = 0; n < most; n++)
      failures.push(...own.twice(path, rule.meta.id, n).map((f) => `fix ${n + 1} of ${path}: ${f}`));
  return failures;
}

/** Applies the same fix with all rules on. Returns the new findings of other rules. */
function besideOthers(run: Run, finding: Reported, fix: number): readonly string[] {
  const { one, all, layers } = run;
  const before = everyRule(run);
  const same = eachPlace(before.check(finding.path).findings).find(
    (f) => f.fingerprint === finding.fingerprint && f.span.start === finding.span.start,
  );
  if (!same?.fixes[fix]) return ['is not offered when every rule is on'];
  return proveFix(one.files, all, layers, before, same, fix).failures;
}

const engines = new WeakMap<Run, Engine>();

/** The case's files with all rules on. */
function everyRule(run: Run): Engine {
  const engine = engines.get(run) ?? engineOver(run.one.files, run.all, run.layers);
  engines.set(run, engine);
  return engine;
}
