/** The findings of the rules in each unit, kept while they are valid. */
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Rule, RuleId } from '../rule/rule.ts';
import type { Topic, WorkspaceStore } from '../workspace/index.ts';
import { watch } from '../workspace/watch.ts';
import type { Analysed } from './analyse.ts';
import type { Asking, Found, Ranked, UnitResult } from './raw.ts';
import { only, type RuleRun, type RuleSet, ruleSet } from './run-rules.ts';
import { runRules } from './run-states.ts';

export interface ResultCache {
  /** The findings of a unit. Computed once, and the same object until something changes them. */
  of(analysed: Analysed, config: ResolvedConfig): UnitResult;
  /** The findings of some rules in a unit; not kept. */
  ofRules(some: ReadonlySet<RuleId>, analysed: Analysed, config: ResolvedConfig): UnitResult;
  ruleSetFor(config: ResolvedConfig): RuleSet;
}

/**
 * Rules that read the workspace are kept apart: when an answer may have changed, only they run again on the unit. The findings of the
 * others depend on the unit and the configuration alone.
 */
export function resultCache(rules: readonly Rule[], store: WorkspaceStore): ResultCache {
  const ruleSets = new Map<string, RuleSet>();
  const smaller = new Map<string, RuleSet>();
  const watched = watch(store.index);

  const ruleSetFor = (config: ResolvedConfig): RuleSet =>
    remembered(ruleSets, config.key, () => ruleSet(rules, config));
  const ruleSetOf = (some: ReadonlySet<Rule>, config: ResolvedConfig): RuleSet =>
    remembered(smaller, [...some].map((r) => r.meta.id).join() + config.key, () => only(some, ruleSetFor(config)));

  const runWatched = (
    a: Analysed,
    rules: RuleSet,
    config: ResolvedConfig,
  ): { run: RuleRun; topics: ReadonlySet<Topic> } => {
    watched.asked();
    const run = runRules(a.unit, rules, config, watched.index);
    return { run, topics: watched.asked() };
  };

  const afresh = (a: Analysed, config: ResolvedConfig): UnitResult => {
    const { run, topics } = runWatched(a, ruleSetFor(config), config);
    const { asked } = run;
    const outcome = merged(run, NOTHING);
    const others = asked.size > 0 ? found(run, (rule) => !rule || !asked.has(rule)) : NOTHING;
    keep(a, config, outcome, asked.size > 0 ? { rules: asked, topics, others } : undefined);
    return outcome;
  };

  const askAgain = (a: Analysed, config: ResolvedConfig, before: Asking): UnitResult => {
    const { run, topics } = runWatched(a, ruleSetOf(before.rules, config), config);
    // Failures outside the rules occurred in the first run, and are in `others`.
    const outcome = merged(
      found(run, (rule) => rule !== undefined),
      before.others,
    );
    keep(a, config, outcome, { ...before, topics });
    return outcome;
  };

  const keep = (a: Analysed, { key }: ResolvedConfig, outcome: UnitResult, part: Asking | undefined): void => {
    a.result = { configKey: key, outcome, version: store.index.version, asking: part };
  };

  return {
    ruleSetFor,
    ofRules(some, a, config) {
      const wanted = new Set(rules.filter((r) => some.has(r.meta.id)));
      return merged(runRules(a.unit, ruleSetOf(wanted, config), config, store.index), NOTHING);
    },
    of(a, config) {
      const known = a.result;
      if (!known || known.configKey !== config.key) return afresh(a, config);
      const { version } = store.index;
      if (!known.asking || known.version === version) return known.outcome;
      if (store.lastChange(known.asking.topics) > known.version) return askAgain(a, config, known.asking);
      known.version = version;
      return known.outcome;
    },
  };
}

const NOTHING: Found = { raw: [], crashes: [] };

function found({ raw, crashes }: RuleRun, wanted: (rule: Rule | undefined) => boolean): Found {
  return { raw: raw.filter((r) => wanted(r.rule)), crashes: crashes.filter((c) => wanted(c.rule)) };
}

/** Merges both in the order of one pass over the unit. */
function merged(a: Found, b: Found): UnitResult {
  return { raw: inOrder(a.raw, b.raw), crashes: inOrder(a.crashes, b.crashes) };
}

/** The sort is stable: it keeps the order of one rule's findings on one subject. */
function inOrder<T>(a: readonly Ranked<T>[], b: readonly Ranked<T>[]): T[] {
  const all = b.length === 0 ? a : [...a, ...b].sort((x, y) => x.rank - y.rank);
  return all.map((r) => r.value);
}

function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = make();
  known.set(key, value);
  return value;
}
