/** A copy of an engine in which changes are tried, one after another. */
import type { Engine } from '../../server/src/core/engine/engine.ts';
import type { Reported } from '../../server/src/core/engine/report.ts';

export interface Trials {
  /** The copy, with the texts that were put last. */
  readonly engine: Engine;
  /**
   * Undoes the change before, sets some texts and takes the file `untracked` out of Git. The result gives the files other than some paths
   * whose findings the change reaches; none if it changes no facts that other files use.
   */
  put(texts: ReadonlyMap<string, string>, untracked?: string): (except: ReadonlySet<string>) => readonly string[];
}

/** Creates the copy. `from` must stay the same: undoing a change and making the next one is then one step, and what depends on both is computed once. */
export function trials(from: Engine): Trials {
  const engine = from.copy();
  /** The findings of every file: where a change reaches none of them the engine reports the same objects. */
  let first: ReadonlyMap<string, readonly Reported[]> | undefined;
  let put = new Set<string>();

  const undo = (): void => {
    engine.setRepository(from.index.repository);
    for (const path of put) set(path, from.textOf(path));
  };
  const set = (path: string, text: string | undefined): void => {
    if (text === undefined) engine.removeFile(path);
    else engine.setFile(path, text);
  };
  const reached = (except: ReadonlySet<string>): string[] =>
    engine.paths().filter((path) => {
      if (except.has(path)) return false;
      const { findings } = engine.check(path);
      const before = first?.get(path);
      return before?.length !== findings.length || findings.some((f, i) => f !== before[i]);
    });

  return {
    engine,
    put(texts, untracked) {
      first ??= new Map(engine.paths().map((path) => [path, engine.check(path).findings]));
      undo();
      put = new Set(texts.keys());
      const { version, repository } = engine.index;
      for (const [path, text] of texts) set(path, text);
      if (untracked !== undefined && repository?.tracked?.has(untracked))
        engine.setRepository({
          ...repository,
          tracked: new Set([...repository.tracked].filter((path) => path !== untracked)),
        });
      const isAlone = engine.index.version === version;
      return (except) => (isAlone ? [] : reached(except));
    },
  };
}
