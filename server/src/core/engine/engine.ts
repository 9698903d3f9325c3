/**
 * The engine: files in, reports out. Holds the texts and models of a workspace; does no I/O. Work is kept per unit, so that the cost of a
 * keystroke follows the edited Dockerfile or YAML document.
 */

import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import { kustomizations, sameKustomized } from '../kustomize/kustomized.ts';
import type { Rule, RuleMeta } from '../rule/rule.ts';
import { secretSpans } from '../secrets/hits.ts';
import { type Span, shift } from '../text/span.ts';
import { type WorkspaceIndex, workspaceStore } from '../workspace/index.ts';
import { type Analysed, analyseUnit, internal, type Problem, unitTexts } from './analyse.ts';
import { assemble } from './assemble.ts';
import { configurations, isConfig, type Layers } from './configs.ts';
import { alone, copied, copiedState, type FileState, hasComments, moved } from './file-state.ts';
import { type Bench, bench, type Judged, type JudgedWorkspace, judge } from './judge.ts';
import type { FileChange, FileReport } from './report.ts';
import { firstSafeFix, type Pick, settle, unbounded, type Work } from './settle.ts';
import { workspaceFindings } from './workspace-findings.ts';

export type { Layers } from './configs.ts';

export interface Engine {
  /** Adds or replaces a file. `path` is relative to the workspace root, with `/`. Configuration and auxiliary files too. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /** Paths of all files that were set, sorted. */
  paths(): readonly string[];
  textOf(path: string): string | undefined;
  /** Every candidate below the root has been set: absence may be concluded. */
  setComplete(complete: boolean): void;
  configure(layers: Layers): void;
  /** The configuration that applies to a file. */
  configFor(path: string): ResolvedConfig;
  /** Findings and problems of one file; empty for a file that is not judged or not there. */
  check(path: string): FileReport;
  /** What is wrong in the configuration files that are there, and in the one given by name. */
  configProblems(): readonly (Problem & { readonly path: string })[];
  /** Applies the fixes that `pick` names (by default every safe preferred one) until none is left; see `settle`. Without `work` there is no bound. */
  fixAll(path: string, pick?: Pick, work?: Work): readonly FileChange[];
  /** One with the same texts and configuration, to try changes on. */
  copy(): Engine;
  /** Where secrets stand in a file, as offsets into it: nothing that is printed may show what is there. */
  secretsIn(path: string): readonly Span[];
  /** The unit of a file in which an offset lies, for editing comments in it. */
  unitAt(path: string, offset: number): Unit | undefined;
  readonly index: WorkspaceIndex;
  readonly rules: readonly Rule[];
}

/** The report of a file that is not judged. */
const nothing = (path: string, config: ResolvedConfig): FileReport => ({
  path,
  judged: false,
  findings: [],
  problems: [],
  unread: [],
  suppressed: 0,
  config,
});

/** `from`: files of another engine over the same rules, whose models are shared. */
export function createEngine(rules: readonly Rule[], from: readonly FileState[] = []): Engine {
  const metas: readonly RuleMeta[] = rules.map((r) => r.meta);
  const files = new Map<string, FileState>();
  const store = workspaceStore();
  const configs = configurations(
    metas,
    (path) => files.get(path)?.text,
    () => files.keys(),
  );
  let layers: Layers = {};
  const benches = new Map<string, Bench>();
  const kustomized = kustomizations();
  for (const state of from.map(copiedState)) {
    files.set(state.path, state);
    store.putText(state.path, state.text);
    store.put(state.path, state.units);
    kustomized.set(state.path, state.text);
  }

  const benchFor = (config: ResolvedConfig): Bench => {
    let found = benches.get(config.key);
    if (!found) {
      found = bench(rules, config);
      benches.set(config.key, found);
    }
    return found;
  };

  /** `take` says what becomes of a unit that was there before with the same text. */
  const analyse = (
    path: string,
    text: string,
    previous: FileState | undefined,
    take: (old: Analysed, start: number) => Analysed = moved,
  ): FileState => {
    const cut = unitTexts(path, text);
    const made = kustomized.of(path);
    const kept = new Map<string, Analysed[]>();
    for (const unit of previous?.kind === cut.kind ? previous.units : []) {
      const list = kept.get(unit.unit.text);
      if (list) list.push(unit);
      else kept.set(unit.unit.text, [unit]);
    }
    const units = cut.units.map((from): Analysed => {
      const old = kept.get(from.text)?.shift();
      return old ? take(old, from.start) : analyseUnit(path, from, made, metas);
    });
    return { path, text, kind: cut.kind, units, problems: cut.problems, kustomized: made };
  };

  const judgedOf = (a: Analysed, config: ResolvedConfig, of = metas): Judged => {
    if (of !== metas)
      return judge(
        a.unit,
        bench(
          rules.filter((r) => of.includes(r.meta)),
          config,
        ),
        config,
        store.index,
      );
    const known = a.judged;
    const version = store.index.version;
    if (known && known.configKey === config.key && (!known.outcome.askedWorkspace || known.version === version))
      return known.outcome;
    const outcome = judge(a.unit, benchFor(config), config, store.index);
    a.judged = { outcome, configKey: config.key, version };
    return outcome;
  };

  const acrossFiles = workspaceFindings({
    index: store.index,
    stateOf: (path) => files.get(path),
    configFor: configs.for,
    benchFor,
  });

  /** `of`: only what these rules find; without `FOLD_RULE` nothing is folded. */
  const report = (state: FileState, of = metas): FileReport => {
    const config = configs.for(state.path);
    if (config.exclude(state.path)) return nothing(state.path, config);
    const workspace = acrossFiles.for(config);
    return assemble({
      state: withCrashes(state, workspace),
      config,
      metas: of,
      judged: (a) => judgedOf(a, config, of),
      workspace: workspace.list,
      exists: (path) => store.index.text(path),
      allWhole: store.isAllWhole,
      unfolded: (text, members) =>
        report(
          alone(state, text, metas),
          metas.filter((m) => members.includes(m.id)),
        ).findings,
    });
  };

  /** A rule over all files that failed is told about once, in the first file that is judged. */
  const withCrashes = (state: FileState, { crashes }: JudgedWorkspace): FileState => {
    if (crashes.length === 0) return state;
    const judged = [...files.values()].filter((f) => f.units.length > 0).map((f) => f.path);
    if (judged.sort()[0] !== state.path) return state;
    return { ...state, problems: [...state.problems, ...crashes.map((c) => internal(c.rule, c.message))] };
  };

  /** Files of which a kustomization now makes something else are read anew. */
  const kustomize = (path: string, text: string | undefined): void => {
    for (const file of kustomized.set(path, text)) {
      const state = files.get(file);
      if (!state || sameKustomized(state.kustomized, kustomized.of(file))) continue;
      const fresh = analyse(file, state.text, undefined);
      files.set(file, fresh);
      store.put(file, fresh.units);
    }
  };

  // A text that is not the file's: analysed apart, since units are shared with what hosts are shown and carry their offset.
  const reportOf = (path: string, text: string): FileReport => report(analyse(path, text, files.get(path), copied));

  return {
    index: store.index,
    rules,
    setFile(path, text) {
      const old = files.get(path);
      if (old?.text === text) return;
      const judgedFile = !isConfig(path);
      const state = judgedFile
        ? analyse(path, text, old)
        : { path, text, kind: 'other' as const, units: [], problems: [], kustomized: kustomized.of(path) };
      files.set(path, state);
      if (isConfig(path) || hasComments(old) || hasComments(state)) acrossFiles.forget();
      store.putText(path, text);
      store.put(path, state.units);
      kustomize(path, text);
      if (isConfig(path)) configs.forget();
    },
    removeFile(path) {
      if (!files.delete(path)) return;
      store.putText(path, undefined);
      store.put(path, []);
      kustomize(path, undefined);
      if (!isConfig(path)) return;
      acrossFiles.forget();
      configs.forget();
    },
    paths: () => [...files.keys()].sort(),
    textOf: (path) => files.get(path)?.text,
    setComplete: (complete) => store.setComplete(complete),
    configure(next) {
      layers = next;
      acrossFiles.forget();
      configs.setLayers(next);
    },
    configFor: configs.for,
    check(path) {
      const state = files.get(path);
      const config = configs.for(path);
      if (!state) return nothing(path, config);
      if (isConfig(path)) return { ...nothing(path, config), problems: configs.problemsOf(path) };
      return report(state);
    },
    configProblems: configs.problems,
    fixAll(path, pick = firstSafeFix, work = unbounded()) {
      const state = files.get(path);
      if (!state || state.units.length === 0) return [];
      const check = (text: string): FileReport => (text === state.text ? report(state) : reportOf(path, text));
      return settle(path, state.text, check, pick, work);
    },
    copy() {
      const twin = createEngine(rules, [...files.values()]);
      twin.configure(layers);
      twin.setComplete(store.index.complete);
      return twin;
    },
    secretsIn: (path) =>
      (files.get(path)?.units ?? []).flatMap(({ unit }) => secretSpans(unit).map((s) => shift(s, unit.start))),
    unitAt(path, offset) {
      const units = files.get(path)?.units ?? [];
      return units.findLast((a) => a.unit.start <= offset)?.unit;
    },
  };
}
