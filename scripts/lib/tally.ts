/** Counts findings, to tell which are new after a fix. */
import { HOST_CONTROL_KEYS } from '../../server/src/core/checks/controls-host.ts';
import { HARDENING_KEYS } from '../../server/src/core/checks/states-hardening.ts';
import type { Engine } from '../../server/src/core/engine/engine.ts';
import { apart } from '../../server/src/core/engine/joined.ts';
import type { FileChange, Reported } from '../../server/src/core/engine/report.ts';
import type { Effect } from '../../server/src/core/rule/effect.ts';
import type { Profile, RuleId } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { mappedOffset } from './mapped-offset.ts';

/** A finding of one rule: a fold counts as its members. */
interface Counted {
  readonly rule: RuleId;
  /** Rule, path and route: see `keyOf`. */
  readonly key: string;
  /** The first profile that reports it (0: default). */
  readonly rank: number;
  /** The places that it is about, its own first. */
  readonly places: readonly { readonly path: string; readonly start: number }[];
}

export interface Tally {
  /** How often a key occurs. */
  readonly times: (key: string) => number;
  readonly all: readonly Counted[];
  readonly of: (rule: RuleId) => readonly Counted[];
}

/** Rules with the settings whose end brings a subject within their reach: see `RuleMeta.mutedBy`, and `engine/left-alone.ts` for groups. */
const EXPLAINED: ReadonlyMap<RuleId, readonly string[]> = new Map(
  rules.map(({ meta }) => [
    meta.id,
    [...[meta.mutedBy ?? []].flat(), ...(meta.group ? [...HOST_CONTROL_KEYS, ...HARDENING_KEYS] : [])],
  ]),
);

/** Rules with the one that they yield to: see `RuleMeta.yieldsTo`. What they are about shows once the heavier finding is gone. */
const YIELDS: ReadonlyMap<RuleId, RuleId> = new Map(
  rules.flatMap(({ meta }) => (meta.yieldsTo ? [[meta.id, meta.yieldsTo] as const] : [])),
);

const RANKS: Record<Profile, number> = { default: 0, strict: 1, audit: 2 };

const PROFILES: ReadonlyMap<RuleId, Profile> = new Map(rules.map(({ meta }) => [meta.id, meta.profile]));

/**
 * The first profile that reports what a finding is about. A stricter profile may report it by less certain signs (a password that is a plain
 * word): its fixes are still those of the rule.
 */
export const rankOf = ({ rule, profile }: Pick<Reported, 'rule' | 'profile'>): number =>
  Math.min(RANKS[profile], RANKS[PROFILES.get(rule) ?? profile]);

/**
 * The rule, path and route of a finding. The number of a route (`Namespace//shop~2`) is left out: it tells documents with routes of one name
 * apart, and changes when the findings of an earlier document are gone.
 */
export const keyOf = (rule: RuleId, { path, route }: Pick<Reported, 'path' | 'route'>): string =>
  `${rule} ${path} ${route.replace(/~\d+$/, '')}`;

/** The findings of some files. */
export function tallyOf(engine: Engine, paths: Iterable<string>): Tally {
  const all = [...paths].flatMap((path) =>
    apart(engine.check(path).findings).flatMap((f) => {
      const places = [f, ...f.related.filter((r) => r.affected)].map((p) => ({ path: p.path, start: p.span.start }));
      const rules = f.members.length > 0 ? f.members : [f.rule];
      return rules.map((rule): Counted => ({ rule, key: keyOf(rule, f), rank: RANKS[f.profile], places }));
    }),
  );
  const counts = countBy(all, (one) => [one.key]);
  const byRule = new Map<RuleId, Counted[]>();
  for (const one of all)
    byRule
      .set(one.rule, byRule.get(one.rule) ?? [])
      .get(one.rule)!
      .push(one);
  return { times: (key) => counts.get(key) ?? 0, all, of: (rule) => byRule.get(rule) ?? [] };
}

/**
 * The findings in `is` that are new. `was`: of all files before `changes`; `is`: of the files that these reach. A finding is new if
 * - there are more of its key than before, or
 * - it names several places, and no finding of its rule named one of them before.
 * But the rest of a finding about several places is not new, even though it now stands at another of them. Nor is one that `effect`, the
 * claim of the fix, explains: see `EXPLAINED`. Nor one that yielded to another finding, which is gone: see `YIELDS`.
 */
export function newFindings(
  was: Tally,
  is: Tally,
  changes: readonly FileChange[],
  effect: readonly Effect[] = [],
): Counted[] {
  const places = new Map<RuleId, ReturnType<typeof namedBy>>();
  const placesOf = (rule: RuleId): ReturnType<typeof namedBy> => {
    const known = places.get(rule) ?? namedBy(was.of(rule), is.of(rule), changes);
    places.set(rule, known);
    return known;
  };
  const changed = new Set(effect.flatMap(({ either }) => either.flatMap(({ at }) => at)));
  return is.all.filter((one) => {
    if (EXPLAINED.get(one.rule)?.some((key) => changed.has(key))) return false;
    const heavier = YIELDS.get(one.rule);
    const itsKey = heavier && heavier + one.key.slice(one.rule.length);
    if (itsKey && was.times(itsKey) > is.times(itsKey)) return false;
    if (heavier && placesOf(heavier).isGone(one)) return false;
    if (is.times(one.key) > was.times(one.key)) return !placesOf(one.rule).isRest(one);
    return one.places.length > 1 && !placesOf(one.rule).isKnown(one);
  });
}

/** Compares the places of the findings of one rule before and after `changes`. */
function namedBy(was: readonly Counted[], is: readonly Counted[], changes: readonly FileChange[]) {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const namesOf = (one: Counted): string[] => one.places.map(({ path, start }) => `${path}:${start}`);
  const oldNames = (one: Counted): string[] =>
    one.places.map(({ path, start }) => {
      const change = changed.get(path);
      return `${path}:${change && 'edits' in change ? mappedOffset(change.edits, start) : start}`;
    });
  const named = countBy(was, oldNames);
  const amongOthers = countBy(was, (one) => (one.places.length > 1 ? oldNames(one) : []));
  const namedNow = countBy(is, namesOf);
  return {
    /** The place of a finding of another rule was named, and no longer is. */
    isGone: (one: Counted): boolean => namesOf(one).every((name) => named.has(name) && !namedNow.has(name)),
    isKnown: (one: Counted): boolean => namesOf(one).every((name) => named.has(name)),
    isRest: (one: Counted): boolean =>
      namesOf(one).every((name) => amongOthers.has(name) && (namedNow.get(name) ?? 0) <= (named.get(name) ?? 0)),
  };
}

function countBy<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) for (const key of keysOf(one)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
