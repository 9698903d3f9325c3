/** Compares a workspace before and after a change: every file that changed, and every file that reads one of them. */
import { RENDERED } from '../../../server/src/core/engine/chart/chart-fixes.ts';
import { classify } from '../../../server/src/core/files/classify.ts';
import { pathMatcher } from '../../../server/src/core/text/path-pattern.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import { gitIgnores } from '../../../server/src/core/workspace/git-ignores.ts';
import { chartFolder, renderedChart } from './charts.ts';
import { type Change, difference } from './difference.ts';
import { type ResolvedFile, resolveFile } from './file.ts';
import { type FilePair, type Resolved, type Texts, value } from './model.ts';
import { type Reference, referencesOf } from './references.ts';
import { type ResultChange, type Results, results } from './results.ts';

/** What a change of files means. */
export interface Meaning {
  /** Routes begin with the file's path; `[path, 'rendered']` is what a template of a chart becomes, and `['Git', path]` is whether Git ignores it. */
  readonly changes: readonly Change[];
  /** What changes in what Compose and Kustomize make of several files. */
  readonly results: readonly ResultChange[];
  /** References to files that do not exist afterwards: new ones, and those whose file is gone. */
  readonly dangling: readonly Reference[];
  /** Every file that was compared, in both states, and every result that differs. */
  readonly files: readonly FilePair[];
  /** Any file of the state after the change; `undefined` if it does not exist. */
  readonly file: FileOf;
}

export type FileOf = (path: string) => Resolved | undefined;

export interface Comparer {
  /** Compares two states of the workspace that differ in the texts at `changed`. The first state must be the same in every call. */
  compare(before: Texts, after: Texts, changed: Iterable<string>): Meaning;
}

/** Creates a comparer that resolves each file of the first state once. */
export function comparer(): Comparer {
  const known = new Map<string, ResolvedFile>();
  let compose: readonly string[] | undefined;
  let made: Results | undefined;

  const before = (texts: Texts, path: string): ResolvedFile | undefined => {
    const text = texts.text(path);
    if (text === undefined) return undefined;
    const found = known.get(path) ?? resolveFile(path, text, texts.text);
    known.set(path, found);
    return found;
  };

  /** Only Compose files read others. */
  const readersOf = (texts: Texts, paths: ReadonlySet<string>): string[] => {
    compose ??= [...texts.paths()].filter(
      (p) => /\.(?:ya?ml|json)$/.test(p) && classify(p, texts.text(p)!) === 'compose',
    );
    return compose.filter((p) => [...before(texts, p)!.read.keys()].some((other) => paths.has(other)));
  };

  return {
    compare(first, second, changed) {
      const paths = new Set([...changed].filter((p) => first.text(p) !== second.text(p)));
      const changes: Change[] = [];
      const dangling: Reference[] = [];
      const files: FilePair[] = [];
      for (const path of new Set([...paths, ...readersOf(first, paths)])) {
        const old = before(first, path);
        const text = second.text(path);
        const now = text === undefined ? undefined : resolveFile(path, text, second.text, old);
        files.push({ path, before: old?.resolved, after: now?.resolved });
        changes.push(...difference([path], old?.resolved, now?.resolved));
        dangling.push(...missing(first, second, path, old?.resolved, now?.resolved));
      }
      const file: FileOf = (path) => {
        const text = second.text(path);
        if (text === undefined) return undefined;
        return (first.text(path) === text ? before(first, path) : resolveFile(path, text, second.text))?.resolved;
      };
      made ??= results(first);
      const inResults = made.compare(second, paths);
      for (const { path, before: old, after: now } of inResults.files)
        dangling.push(...missing(first, second, path, old, now));
      files.push(...inResults.files);
      changes.push(...chartChanges(first, second, paths), ...gitChanges(first, second, paths));
      return { changes, results: inResults.changes, dangling, files, file };
    },
  };
}

/** What changes in what the templates of charts become that are not changed themselves. The first state of a chart is resolved once. */
function chartChanges(first: Texts, second: Texts, changed: ReadonlySet<string>): Change[] {
  const folders = new Set([...changed].flatMap((path) => chartFolder(first, path) ?? []));
  return [...folders].flatMap((folder) => {
    const all = charts.get(first) ?? new Map<string, ReadonlyMap<string, Resolved>>();
    charts.set(first, all);
    const before = all.get(folder) ?? renderedChart(first, folder);
    all.set(folder, before);
    const after = renderedChart(second, folder);
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) =>
      changed.has(path) ? [] : difference([path, RENDERED], before.get(path), after.get(path)),
    );
  });
}

const charts = new WeakMap<Texts, Map<string, ReadonlyMap<string, Resolved>>>();

/** The references of `path` to missing files that were not there before, or whose file was. */
function missing(
  first: Texts,
  second: Texts,
  path: string,
  old: Resolved | undefined,
  now: Resolved | undefined,
): Reference[] {
  if (!now) return [];
  const had = new Set(old ? referencesOf(path, old).map((r) => r.path) : []);
  return referencesOf(path, now).filter((r) => !exists(second, r.path) && (!had.has(r.path) || exists(first, r.path)));
}

/** Whether a file exists, or a folder with a file. */
const exists = ({ text, paths }: Texts, path: string): boolean =>
  path === '' || text(path) !== undefined || [...paths()].some((p) => p.startsWith(`${path}/`));

/** Files that Git ignores on one side only. Created files count as tracked before. */
function gitChanges(first: Texts, second: Texts, changed: ReadonlySet<string>): Change[] {
  const folders = [...changed].filter((p) => posix.basename(p) === '.gitignore').map(posix.dirname);
  const maybe = folders.map((folder) => touchedBy(first, second, folder));
  const below = folders.length > 0 ? [...second.paths()].filter((path) => maybe.some((touches) => touches(path))) : [];
  return [...new Set([...changed, ...below])].flatMap((path): Change[] => {
    const [was, is] = [first, second].map((texts) => gitIgnores(texts, path));
    const state = (ignored: boolean | undefined): Resolved => value(ignored ? 'ignored' : 'tracked');
    return was === is ? [] : [{ route: ['Git', path], before: state(was), after: state(is) }];
  });
}

/** Whether a line that the `.gitignore` of a folder has on one side only matches a path. */
function touchedBy(first: Texts, second: Texts, folder: string): (path: string) => boolean {
  const at = posix.join(folder, '.gitignore');
  const [old, now] = [first, second].map((texts) => new Set((texts.text(at) ?? '').split(/\r?\n/)));
  const lines = [...old!, ...now!].filter((line) => old!.has(line) !== now!.has(line));
  const matches = pathMatcher(lines.map((line) => line.replace(/^!/, '')));
  return (path) =>
    folder === '' ? matches(path) : path.startsWith(`${folder}/`) && matches(path.slice(folder.length + 1));
}
