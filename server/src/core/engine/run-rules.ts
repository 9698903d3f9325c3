import type { ResolvedConfig } from '../config/resolve.ts';
import type { Place, Unit } from '../domain/unit.ts';
import type { Context, Finding, Rule, RuleMeta, Subject, WorkspaceFinding } from '../rule/rule.ts';
import { traceOf } from '../text/trace.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { NamespaceIsolation } from '../workspace/isolation.ts';
import { isCutOff, stopIn } from './cut-off.ts';
import { softenForAgents } from './host-agents.ts';
import { softenMissing } from './left-alone.ts';
import { mayFind } from './may-find.ts';
import { findingNothing } from './nothing-found.ts';
import { appliesTo, isSuppliedBy } from './platform-filter.ts';
import { type Crash, messageOf, type Ranked, type Raw } from './raw.ts';
import { canRepeat, softenRepeated } from './repeated.ts';
import { type Visit, visits } from './subjects.ts';
import { inUnitFile } from './unit-file.ts';

/** The rules by the kind of subject that they check. Rules that are off are left out. */
export interface RuleSet {
  readonly bySubject: ReadonlyMap<Subject, readonly Rule[]>;
  readonly workspace: readonly Rule[];
  /** Position of each rule in the list of all rules. */
  readonly order: ReadonlyMap<Rule, number>;
  /** What running a list of rules needs of each, by the list. */
  readonly prepared: WeakMap<readonly Rule[], readonly Prepared[]>;
}

/** A rule with its check of one kind of subject: looking these up takes longer than most checks. */
interface Prepared {
  readonly rule: Rule;
  readonly check: (value: unknown, ctx: Context) => Iterable<Finding>;
  /** In the list of all rules. */
  readonly position: number;
  readonly options: Context['options'];
}

/** All rules of `list` check that kind of subject. */
function prepared(
  list: readonly Rule[],
  subject: Subject,
  { order, prepared: known }: RuleSet,
  config: ResolvedConfig,
): readonly Prepared[] {
  const before = known.get(list);
  if (before) return before;
  const ready = list.map((rule) => ({
    rule,
    check: rule.checks[subject] as Prepared['check'],
    position: order.get(rule) ?? 0,
    options: config.optionsOf(rule.meta.id),
  }));
  known.set(list, ready);
  return ready;
}

export function ruleSet(rules: readonly Rule[], config: ResolvedConfig): RuleSet {
  const bySubject = new Map<Subject, Rule[]>();
  const workspace: Rule[] = [];
  for (const rule of rules) {
    if (config.severityOf(rule.meta.id) === 'off') continue;
    if (rule.workspace) workspace.push(rule);
    for (const subject of Object.keys(rule.checks) as Subject[]) {
      const list = bySubject.get(subject);
      if (list) list.push(rule);
      else bySubject.set(subject, [rule]);
    }
  }
  return { bySubject, workspace, order: new Map(rules.map((rule, i) => [rule, i])), prepared: new WeakMap() };
}

/** The rule set reduced to some of its rules. */
export function only(rules: ReadonlySet<Rule>, { bySubject, order }: RuleSet): RuleSet {
  const some = new Map<Subject, readonly Rule[]>();
  for (const [subject, list] of bySubject) {
    const wanted = list.filter((rule) => rules.has(rule));
    if (wanted.length > 0) some.set(subject, wanted);
  }
  return { bySubject: some, workspace: [], order, prepared: new WeakMap() };
}

/** The findings of a rule set in a unit, each with its rule; `undefined` stands for a failed part of the analysis. */
export interface RuleRun {
  readonly raw: readonly (Ranked<Raw> & { readonly rule: Rule })[];
  readonly crashes: readonly (Ranked<Crash> & { readonly rule: Rule | undefined })[];
  /** Rules that read the workspace. */
  readonly asked: ReadonlySet<Rule>;
}

/** Runs every rule on every subject of one state of a unit. A rule that throws loses only that subject. */
export function runOnState(unit: Unit, rules: RuleSet, config: ResolvedConfig, index: WorkspaceIndex): RuleRun {
  const raw: (Ranked<Raw> & { rule: Rule })[] = [];
  const crashes: (Ranked<Crash> & { rule: Rule | undefined })[] = [];
  const asked = new Set<Rule>();
  const contexts = new Map<Context['options'], Context>();
  /** The rule that runs, and whether it has read more than its subject and the configuration. */
  let running: Rule | undefined;
  let reads = false;
  /** Most rules have no options and share one context: making an object with getters takes longer than most rules run. */
  const contextOf = (options: Context['options']): Context => {
    let context = contexts.get(options);
    if (!context) {
      context = {
        get unit() {
          reads = true;
          return unit;
        },
        options,
        settings: config.settings,
        get workspace() {
          reads = true;
          if (running) asked.add(running);
          return index;
        },
      };
      contexts.set(options, context);
    }
    return context;
  };
  const failed = (part: string, error: unknown, rank = -1, rule?: Rule): void => {
    crashes.push({ rank, rule, value: { rule: part, message: messageOf(error), trace: traceOf(error) } });
  };
  const each = rules.order.size;
  const stop = stopIn(unit);
  for (const visit of visits(unit, new Set(rules.bySubject.keys()), failed)) {
    const nothing = findingNothing(visit, rules.order);
    const list = rules.bySubject.get(visit.subject) ?? [];
    const some = nothing ? nothing.among(list) : mayFind(list, visit);
    for (const { rule, check, position, options } of prepared(some, visit.subject, rules, config)) {
      if (!appliesTo(rule.meta, visit)) continue;
      const rank = visit.rank * each + position;
      reads = false;
      running = rule;
      try {
        let isFound = false;
        for (const found of check(visit.value, contextOf(options))) {
          isFound = true;
          if (isSuppliedBy(rule.meta, visit, found) || isCutOff(stop, visit, found)) continue;
          // Only rules about the host read the workspace here.
          const host = rule.meta.hostNeed && contextOf(options).workspace;
          const softened = softenMissing(
            rule.meta,
            visit,
            host ? softenForAgents(rule.meta, visit, found, host) : found,
            unit,
            () => contextOf(options).workspace,
          );
          const repeats = canRepeat(rule.meta, visit, softened) && contextOf(options).workspace;
          const told = repeats ? softenRepeated(visit, softened, unit.path, repeats, config.lowers) : softened;
          const finding = inUnitFile(rule.meta, told, unit);
          const covers = finding.covers ?? visit.covers;
          const value = { meta: rule.meta, finding, route: visit.route, covers };
          raw.push({ rank, rule, value: { ...value, ...aboutSubject(visit) } });
        }
        if (!isFound && !reads) nothing?.add(rule);
      } catch (error) {
        failed(rule.meta.id, error, rank, rule);
      }
    }
  }
  // A fix may read the workspace later. That does not change the findings.
  return { raw, crashes, asked: new Set(asked) };
}

const isOn = <S extends Subject>(visit: Visit, subject: S): visit is Visit<S> => visit.subject === subject;

/** What joins of findings need to know of their subject. */
function aboutSubject(visit: Visit): Pick<Raw, 'image' | 'opensPort'> {
  if (isOn(visit, 'image')) return { image: visit.value.raw };
  if (!isOn(visit, 'container') || visit.value.origin !== 'compose') return {};
  const { owner, ports } = visit.value;
  return owner.publishesPorts && ports.length > 0 ? { opensPort: true } : {};
}

/** A finding of a rule over all files. */
export interface FoundAt {
  readonly meta: RuleMeta;
  readonly finding: WorkspaceFinding;
}

export interface NamespaceResult {
  readonly list: readonly FoundAt[];
  /** The places that a rule left out because a comment ignores a finding there. */
  readonly ignored: readonly FoundAt[];
  readonly crashes: readonly Crash[];
}

/** Runs the rules over all files on one namespace. A rule that throws keeps the findings it has already reported. */
export function runNamespaceRules(
  space: NamespaceIsolation,
  rules: RuleSet,
  config: ResolvedConfig,
  index: WorkspaceIndex,
  answer: (at: { place: Place; whole: Place }, meta: RuleMeta) => 'reported' | 'ignored' | 'off',
): NamespaceResult {
  const list: FoundAt[] = [];
  const ignored: FoundAt[] = [];
  const crashes: Crash[] = [];
  for (const rule of rules.workspace) {
    const context = {
      options: config.optionsOf(rule.meta.id),
      settings: config.settings,
      workspace: index,
      wouldReport: ({ place, whole }: { place: Place; whole: Place }) => {
        const is = answer({ place, whole }, rule.meta);
        if (is === 'ignored') ignored.push({ meta: rule.meta, finding: { place, whole, route: '', message: '' } });
        return is === 'reported';
      },
    };
    try {
      for (const finding of rule.workspace?.(space, context) ?? []) list.push({ meta: rule.meta, finding });
    } catch (error) {
      crashes.push({ rule: rule.meta.id, message: messageOf(error), trace: traceOf(error) });
    }
  }
  return { list, ignored, crashes };
}
