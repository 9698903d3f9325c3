import type { ResolvedConfig } from '../config/resolve.ts';
import type { Place, Unit } from '../domain/unit.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Suppression } from '../suppress/suppression.ts';
import type { Topic, WorkspaceStore } from '../workspace/index.ts';
import { isolationOf } from '../workspace/isolation.ts';
import { isOfNamespace, namespaceOf } from '../workspace/keys.ts';
import { watch } from '../workspace/watch.ts';
import { findingsByFile } from './findings-by-file.ts';
import type { Crash, Raw } from './raw.ts';
import { type NamespaceResult, type RuleSet, runNamespaceRules } from './run-rules.ts';
import { isSilenced } from './suppressed.ts';
import type { FileState } from './units.ts';

/** The findings of rules over all files, namespace by namespace, kept while the answers behind them are valid. */
export interface WorkspaceFindings {
  for(config: ResolvedConfig): FoundAcross;
  /** Drops all results after a possible change of configurations. */
  forget(): void;
}

export interface FoundAcross {
  readonly crashes: readonly Crash[];
  /** The findings in each unit of a file, in the order of the rules. The same objects while their places stay the same. */
  in(path: string): ReadonlyMap<Unit, readonly Raw[]>;
  /** In the same form: the places that rules left out because a comment ignores a finding there. */
  ignoredIn(path: string): ReadonlyMap<Unit, readonly Raw[]>;
}

interface Parts {
  readonly store: WorkspaceStore;
  readonly stateOf: (path: string) => FileState | undefined;
  readonly configFor: (path: string) => ResolvedConfig;
  readonly ruleSetFor: (config: ResolvedConfig) => RuleSet;
}

/** The findings in one namespace, and what its rules asked. */
interface KeptResult extends NamespaceResult {
  readonly topics: ReadonlySet<Topic>;
}

export function workspaceFindings(parts: Parts): WorkspaceFindings {
  const { store } = parts;
  const watched = watch(store.index);
  const known = new Map<string, ReturnType<typeof byNamespace>>();
  const resultOf = (key: string, config: ResolvedConfig): KeptResult => {
    watched.asked();
    const rules = parts.ruleSetFor(config);
    const space = isolationOf(namespaceOf(key), watched.index);
    const result = runNamespaceRules(space, rules, config, watched.index, answers(parts));
    return { ...result, topics: watched.asked() };
  };
  return {
    for(config) {
      const one = known.get(config.key) ?? byNamespace(store, (key) => resultOf(key, config));
      known.set(config.key, one);
      return one();
    },
    forget: () => known.clear(),
  };
}

/** Keeps the results of all namespaces; a call runs the rules again where a change may affect them. */
function byNamespace(store: WorkspaceStore, resultOf: (key: string) => KeptResult): () => FoundAcross {
  const results = new Map<string, KeptResult>();
  /** The keys of the results that asked a topic: an edit must not look at the topics of every namespace. */
  const askedBy = new Map<Topic, Set<string>>();
  const placed = findingsByFile(store);
  const ignored = findingsByFile(store);
  let crashes: readonly Crash[] = [];
  let version = -1;
  const replace = (key: string, now: KeptResult | undefined): void => {
    const before = results.get(key);
    placed.replace(before?.list ?? [], now?.list ?? []);
    ignored.replace(before?.ignored ?? [], now?.ignored ?? []);
    for (const topic of before?.topics ?? []) {
      const keys = askedBy.get(topic);
      if (keys?.delete(key) && keys.size === 0) askedBy.delete(topic);
    }
    for (const topic of now?.topics ?? []) {
      const keys = askedBy.get(topic);
      if (keys) keys.add(key);
      else askedBy.set(topic, new Set([key]));
    }
    if (now) results.set(key, now);
    else results.delete(key);
  };
  /** The keys of the results that a change since `before` may have made wrong. */
  const outdated = (before: number, changed: ReadonlySet<Topic> | undefined): Iterable<string> =>
    changed
      ? new Set([...changed].flatMap((topic) => [...(askedBy.get(topic) ?? [])]))
      : [...results].flatMap(([key, { topics }]) => (store.lastChange(topics) > before ? [key] : []));
  const found = (): FoundAcross => ({ crashes, in: placed.in, ignoredIn: ignored.in });
  return () => {
    if (version === store.index.version) return found();
    const changed = version < 0 ? undefined : store.changedSince(version);
    const again = new Set(outdated(version, changed));
    version = store.index.version;
    // Without a change of a workload the namespaces are the same.
    if (!changed || changed.has('workload')) {
      const keys = new Set([...store.keys('workload')].filter(isOfNamespace));
      for (const key of results.keys()) if (!keys.has(key)) replace(key, undefined);
      for (const key of keys) if (!results.has(key)) again.add(key);
      for (const key of again) if (!keys.has(key)) again.delete(key);
    }
    for (const key of again) replace(key, resultOf(key));
    crashes = once([...results.values()].flatMap((v) => v.crashes));
    return found();
  };
}

/** Each crash of a rule once, however many namespaces it occurs in. */
function once(crashes: readonly Crash[]): readonly Crash[] {
  const byText = new Map(crashes.map((c) => [`${c.rule}\n${c.message}`, c]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}

/** Ignore comments of a checked file: those of the unit, and those that cover the whole file. */
type Comments = (unit: Unit) => readonly Suppression[];

/**
 * Whether a rule's finding at a place would be reported, or ignored by a comment; `off` where the file is excluded or the rule is off. Valid
 * for the files at the time of the call.
 */
function answers({
  stateOf,
  configFor,
}: Parts): (at: { place: Place; whole: Place }, meta: RuleMeta) => 'reported' | 'ignored' | 'off' {
  const files = new Map<string, { readonly config: ResolvedConfig; readonly comments: Comments } | undefined>();
  const read = (path: string) => {
    const state = stateOf(path);
    const config = configFor(path);
    return state && !config.exclude(path) ? { config, comments: commentsIn(state) } : undefined;
  };
  return ({ place, whole }, meta) => {
    const { path } = place.unit;
    if (!files.has(path)) files.set(path, read(path));
    const file = files.get(path);
    if (!file || file.config.severityOf(meta.id) === 'off') return 'off';
    const raw = { meta, finding: { at: place.at, message: '' }, route: '', covers: whole.at };
    return isSilenced(raw, file.comments(place.unit), file.config, place.unit.kind) ? 'ignored' : 'reported';
  };
}

/** Kept for each state of a file, because every namespace of a file asks. */
const commentsOfState = new WeakMap<FileState, Comments>();

function commentsIn(state: FileState): Comments {
  const known = commentsOfState.get(state);
  if (known) return known;
  const { units, fileComments } = state;
  const own = new Map<Unit, readonly Suppression[]>();
  for (const { unit, suppressions } of units)
    if (suppressions.length > 0) own.set(unit, [...suppressions, ...fileComments]);
  const comments: Comments = (unit) => own.get(unit) ?? fileComments;
  commentsOfState.set(state, comments);
  return comments;
}
