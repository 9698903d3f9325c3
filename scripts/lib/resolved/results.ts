/**
 * Resolves what Compose makes of the files of a project, and what the outermost kustomizations build, and compares it before and after a
 * change of the files. What cannot be evaluated (remote, missing, generated) is missing in both states.
 */
import { type ComposeProjects, composeProjects } from '../../../server/src/core/compose/projects.ts';
import { readUnit, unitTexts } from '../../../server/src/core/engine/analyse.ts';
import type { ReadFile } from '../../../server/src/core/engine/overlay/sources.ts';
import { classify } from '../../../server/src/core/files/classify.ts';
import { isKustomization } from '../../../server/src/core/kustomize/kustomization.ts';
import { type Kustomizations, kustomizations } from '../../../server/src/core/kustomize/kustomized.ts';
import type { SemanticRoute } from '../../../server/src/core/rule/semantic-route.ts';
import { posix } from '../../../server/src/core/text/paths.ts';
import { type Change, difference } from './difference.ts';
import { equal, type FilePair, map, type Texts } from './model.ts';
import { builtResult, projectResult, type Result } from './result.ts';

/** A part of a result that a change of the files reaches. The route of `change` begins with the name of the result and of the part. */
export interface ResultChange {
  readonly change: Change;
  /** The names of the part in the files that it is made of: `[path, name]`. */
  readonly sources: readonly SemanticRoute[];
  /** The names that it may have in the files that were changed, which may be patches: `[path, name]`. */
  readonly edited: readonly SemanticRoute[];
}

/** The results that differ after a change. */
export interface ResultsCompared {
  readonly changes: readonly ResultChange[];
  /** Both states of each result, with the parts that differ only. Its path is that of the first file of the project, or of the kustomization. */
  readonly files: readonly FilePair[];
}

export interface Results {
  /** `second` differs from the first state in the texts at `changed`. */
  compare(second: Texts, changed: ReadonlySet<string>): ResultsCompared;
}

/** Evaluates each result of the first state once, when a change reaches it. */
export function results(first: Texts): Results {
  const filesOf = reader(first);
  let found: Made | undefined;
  const evaluated = new Map<string, Result | undefined>();
  const projectReads = new Map<string, ReadonlySet<string>>();

  const evaluate = (name: string, make: () => Result | undefined): Result | undefined => {
    if (!evaluated.has(name)) evaluated.set(name, make());
    return evaluated.get(name);
  };

  /** The projects that read one of the files. */
  const projectsOf = ({ projects, mains }: Made, changed: ReadonlySet<string>): string[] =>
    mains.filter((main) => {
      const reads = projectReads.get(main) ?? evaluate(main, () => projectResult(main, projects, filesOf))?.reads;
      projectReads.set(main, reads ?? new Set());
      return [...changed].some((path) => reads?.has(path));
    });

  return {
    compare(second, changed) {
      found ??= madeIn(first, filesOf);
      const { projects, built } = found;
      const now = reader(second, (path) => (changed.has(path) ? undefined : filesOf(path)));
      const changes: ResultChange[] = [];
      const files: FilePair[] = [];
      const add = (path: string, before: Result | undefined, after: Result | undefined): void => {
        const { names, pair } = differing(path, before, after);
        if (names.length === 0) return;
        files.push(pair);
        for (const name of names) {
          const sources = [...(before?.sources.get(name) ?? []), ...(after?.sources.get(name) ?? [])];
          const own = [name, ...sources.map(([, one]) => one!)];
          const edited = [...changed].flatMap((file) => own.map((one) => [file, one]));
          for (const change of difference([`${path} (result)`, name], before?.parts.get(name), after?.parts.get(name)))
            changes.push({ change, sources, edited });
        }
      };
      for (const main of projectsOf(found, changed)) {
        const before = evaluated.get(main);
        add(main, before, projectResult(main, projects, now, before));
      }
      for (const folder of new Set([...changed].flatMap((path) => built.roots(path))))
        add(
          posix.join(folder, 'kustomization.yaml'),
          evaluate(`${folder}/`, () => builtResult(folder, filesOf)),
          builtResult(folder, now),
        );
      return { changes, files };
    },
  };
}

/** The projects and kustomizations of a workspace. */
interface Made {
  readonly projects: ComposeProjects;
  /** The first files of all projects. */
  readonly mains: readonly string[];
  readonly built: Kustomizations;
}

function madeIn({ text, paths }: Texts, filesOf: (path: string) => ReadFile | undefined): Made {
  const projects = composeProjects();
  const built = kustomizations();
  const compose: string[] = [];
  for (const path of paths()) {
    const own = text(path)!;
    if (isKustomization(path)) built.set(path, own);
    else if (posix.basename(path) === '.env') projects.set(path, filesOf(path)?.units);
    else if (/\.(?:ya?ml|json)$/.test(path) && classify(path, own) === 'compose') {
      projects.set(path, filesOf(path)?.units);
      compose.push(path);
    }
  }
  return { projects, built, mains: [...new Set(compose.flatMap((path) => projects.roots(path)))] };
}

/** The files of a state with their units, each read once. `known` gives files that were read before. */
function reader({ text }: Texts, known: (path: string) => ReadFile | undefined = () => undefined) {
  const read = new Map<string, ReadFile | undefined>();
  const of = (path: string): ReadFile | undefined => {
    const own = text(path);
    if (own === undefined) return undefined;
    return { path, text: own, units: unitTexts(path, own).units.map((from) => readUnit(path, from)) };
  };
  return (path: string): ReadFile | undefined => {
    if (!read.has(path)) read.set(path, known(path) ?? of(path));
    return read.get(path);
  };
}

/** The names of the parts that are not equal in two states of a result, and both states with these parts. */
function differing(path: string, before: Result | undefined, after: Result | undefined) {
  const all = new Set([...(before?.parts.keys() ?? []), ...(after?.parts.keys() ?? [])]);
  const names = [...all].filter((name) => !equal(before?.parts.get(name), after?.parts.get(name)));
  const some = (one: Result | undefined) => one && map(names.map((name) => [name, one.parts.get(name)] as const));
  return { names, pair: { path, before: some(before), after: some(after) } satisfies FilePair };
}
