/**
 * The engine: files in, reports out. Holds the texts and models of a workspace and does no I/O. Results are kept for each unit, so the
 * cost of a keystroke depends on the edited Dockerfile or YAML document only.
 */

import { BASELINE_NAME } from '../config/baseline.ts';
import type { Rule, RuleMeta } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import { workspaceStore } from '../workspace/index.ts';
import { assemble } from './assemble.ts';
import { baselines } from './baselines.ts';
import { configurations, configures, isConfig, type Layers } from './configs.ts';
import type { Engine } from './engine-interface.ts';
import { ignoreRules } from './ignore-rules.ts';
import { judgedRules } from './judged-rules.ts';
import { madeBy } from './made-by.ts';
import { madeFrom } from './made-from.ts';
import { overlays } from './overlay/overlay-findings.ts';
import { readingContexts, sameContext } from './reading-contexts.ts';
import { type FileReport, notChecked } from './report.ts';
import type { FixContext } from './reported-fixes.ts';
import { restFile } from './rest.ts';
import { resultCache } from './result-cache.ts';
import { firstSafeFix, settle, unbounded } from './settle.ts';
import {
  commentsDiffer,
  copied,
  copiedState,
  type FileState,
  moved,
  type Reuse,
  readFile,
  singleUnitFile,
  unitIn,
  withoutUnits,
} from './units.ts';
import { withCrashes } from './with-crashes.ts';
import { workspaceFindings } from './workspace-findings.ts';

export type { ConfigIgnore, Layers } from './configs.ts';
export type { Engine } from './engine-interface.ts';

/** `today` is the day of the run. `from`: files of another engine with the same rules, whose models are shared. */
export function createEngine(rules: readonly Rule[], today: Day, from: readonly FileState[] = []): Engine {
  const metas: readonly RuleMeta[] = rules.map((r) => r.meta);
  const about = ignoreRules(rules);
  const files = new Map<string, FileState>();
  const store = workspaceStore();
  const textAt = (path: string): string | undefined => files.get(path)?.text;
  const configs = configurations(metas, today, textAt, () => files.keys());
  const saysHow = (path: string): boolean => configures(path) || configs.uses(path);
  const stateOf = (path: string): FileState | undefined => files.get(path);
  const made = madeFrom(stateOf);
  const { kustomized } = made;
  const contexts = readingContexts(kustomized, made.environmentFiles, configs);
  for (const state of from.map(copiedState)) {
    files.set(state.path, state);
    store.putText(state.path, state.text);
    store.put(state.path, state.units);
    made.set(state.path, state);
  }
  const results = resultCache(rules, store);
  const acrossFiles = workspaceFindings({ store, stateOf, configFor: configs.for, ruleSetFor: results.ruleSetFor });
  const built = overlays({
    ...made,
    ...{ rules, stateOf, store },
    ...{ configFor: configs.for, resultOf: results.of },
  });
  let layers: Layers = {};
  let revision = 0;
  let names = 0;
  const base = baselines({
    ...{ textOf: textAt, paths: () => files.keys(), secretsIn: built.secretsIn },
    ...{ isComplete: () => store.index.complete, revision: () => revision, names: () => names },
  });

  const read = (path: string, text: string, previous: FileState | undefined, reuse: Reuse): FileState =>
    readFile({ path, text, context: contexts.of(path) }, metas, previous, reuse);

  const report = (state: FileState): FileReport => {
    const { path } = state;
    const config = configs.for(path);
    if (config.exclude(path)) return notChecked(path, config);
    const across = acrossFiles.for(config);
    return assemble({
      state: withCrashes(state, across, files.values()),
      config,
      foldMeta: about.fold,
      store,
      ...built.for(path, config, across.in(path)),
      ignored: across.ignoredIn(path),
      leftOut: () => built.leftOutIn(path),
      ignoreRules: about,
      fixes,
      marked: (findings) => base.mark(path, findings, config.settings.today),
    });
  };

  const unfolded: FixContext['unfolded'] = (unit, text, members) => {
    const config = configs.for(unit.path);
    return assemble({
      state: singleUnitFile(unit, text, contexts.of(unit.path), metas),
      config,
      foldMeta: undefined,
      resultOf: (a) => results.ofRules(new Set(members), a, config),
      store,
      across: new Map(),
      ignored: new Map(),
      leftOut: () => [],
      ignoreRules: { ...about, unused: undefined, unknown: undefined, noReason: undefined },
      fixes,
      marked: (findings) => findings,
    }).findings;
  };
  const fixes: FixContext = {
    textOf: store.index.text,
    madeBy: (path) => madeBy(store.index, path),
    overlaysOf: kustomized.roots,
    isAllWhole: store.isAllWhole,
    unfolded,
    revision: () => revision,
  };

  /** Reads a file again if other files now say something else about it. */
  const reread = (path: string): boolean => {
    const state = files.get(path);
    if (!state || isConfig(path) || sameContext(state.context, contexts.of(path))) return false;
    const fresh = read(path, state.text, undefined, moved);
    files.set(path, fresh);
    store.put(path, fresh.units);
    return true;
  };
  const rereadOthers = (path: string): void => {
    const touched = made.set(path, files.get(path));
    built.changed(path, touched.all);
    for (const file of [...touched.kustomized, ...touched.environment]) reread(file);
  };
  /** To call after a configuration changed: it may name other kinds with pod templates. */
  const configured = (...texts: readonly (string | undefined)[]): void => {
    if (!contexts.mayDiffer(files.values(), texts)) return;
    const manifests = [...files.values()].filter(({ kind }) => kind === 'kubernetes');
    for (const { path } of manifests) if (reread(path)) built.changed(path, []);
  };

  // A trial text is analysed separately: units are shared with the reports that hosts display, and carry their own offset.
  const reportOf = (path: string, text: string): FileReport => report(read(path, text, files.get(path), copied));

  return {
    index: store.index,
    rules,
    setFile(path, text) {
      const old = files.get(path);
      if (old?.text === text) return;
      const state = isConfig(path) ? withoutUnits(path, text, contexts.of(path)) : read(path, text, old, moved);
      files.set(path, state);
      revision++;
      if (!old) names++;
      if (saysHow(path)) acrossFiles.forget();
      else if (commentsDiffer(old, state)) store.touch(path);
      store.putText(path, text);
      store.put(path, state.units);
      rereadOthers(path);
      if (!saysHow(path)) return;
      configs.forget();
      configured(old?.text, text);
    },
    removeFile(path) {
      const old = files.get(path);
      if (!files.delete(path)) return;
      revision++;
      names++;
      store.putText(path, undefined);
      store.put(path, []);
      rereadOthers(path);
      if (!saysHow(path)) return;
      acrossFiles.forget();
      configs.forget();
      configured(old?.text);
    },
    paths: () => [...files.keys()].sort(),
    textOf: textAt,
    setComplete(complete) {
      revision++;
      store.setComplete(complete);
    },
    setRepository(repository) {
      revision++;
      store.setRepository(repository);
    },
    configure(next) {
      layers = next;
      revision++;
      acrossFiles.forget();
      configs.setLayers(next);
      configured(next.configFile?.text);
    },
    today: configs.today,
    setToday(day) {
      if (day === configs.today()) return;
      revision++;
      acrossFiles.forget();
      configs.setToday(day);
    },
    configFor: configs.for,
    environmentFiles: made.environmentFiles,
    wantedEnvironmentFiles: () => [...made.environmentFiles.all()].filter((path) => !files.has(path)),
    configLayers: configs.layersFor,
    configIgnores: configs.ignoresFor,
    wantedConfigs: configs.wanted,
    setExtended(path, text) {
      revision++;
      acrossFiles.forget();
      configs.setExtended(path, text);
      configured('text' in text ? text.text : undefined);
    },
    check(path) {
      const state = files.get(path);
      const config = configs.for(path);
      if (!state) return notChecked(path, config);
      if (isConfig(path)) return { ...notChecked(path, config), problems: configs.problemsOf(path) };
      if (path === BASELINE_NAME) return { ...notChecked(path, config), problems: base.problemsIn() };
      return report(state);
    },
    configProblems: () => [...configs.problems(), ...base.problemsIn()],
    baseline: base,
    fixAll(path, pick = firstSafeFix, work = unbounded()) {
      const state = files.get(path);
      if (!state || state.units.length === 0) return [];
      const check = (text: string): FileReport => (text === state.text ? report(state) : reportOf(path, text));
      return settle(path, state.text, check, pick, work);
    },
    copy(flags) {
      const twin = createEngine(rules, configs.today(), [...files.values()]);
      twin.configure(flags ? { ...layers, flags: { ...layers.flags, ...flags } } : layers);
      for (const [path, text] of configs.extended()) twin.setExtended(path, text);
      twin.setComplete(store.index.complete);
      twin.setRepository(store.index.repository);
      return twin;
    },
    judgedRules: (path) => judgedRules(files.get(path)?.units ?? [], rules),
    rest: (path) => restFile(files.get(path)),
    secretsIn: built.secretsIn,
    unitAt: (path, offset) => unitIn(files.get(path)?.units ?? [], offset),
  };
}
