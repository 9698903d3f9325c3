/** What is made of the files of a workspace, while the files are the same. */
import type { ComposeProjects } from '../../compose/projects.ts';
import type { ResolvedProject } from '../../compose/result/evaluate.ts';
import type { Kustomizations } from '../../kustomize/kustomized.ts';
import { posix } from '../../text/paths.ts';
import type { ChartFiles } from '../chart/chart-files.ts';
import { renderTemplate } from '../chart/rendered.ts';
import type { FileState } from '../units.ts';
import { type Built, build } from './built.ts';
import { buildProject, isAsWritten } from './compose-built.ts';

export interface BuildSources {
  readonly kustomized: Pick<Kustomizations, 'roots'>;
  readonly projects: Omit<ComposeProjects, 'set'>;
  readonly charts: ChartFiles;
  readonly stateOf: (path: string) => FileState | undefined;
}

export interface Builds {
  /** All that is made of a file: by the outermost kustomizations and Compose projects that read it, and of the templates that it decides. */
  for(path: string): readonly Built[];
  /** Forgets what depends on a file. Returns the files whose findings may differ now. */
  forget(path: string): ReadonlySet<string>;
}

/** Nothing is made before it is asked for. */
export function builds({ kustomized, projects, charts, stateOf }: BuildSources): Builds {
  const built = new Map<string, Built | undefined>();
  /** Compose projects whose files were edited since: most of what they include is the same. */
  const outdated = new Map<string, ResolvedProject>();
  /** Holds until the next edit. */
  const readers = new Map<string, readonly Built[]>();

  const once = (name: string, make: () => Built | undefined): Built | undefined => {
    if (!built.has(name)) built.set(name, make());
    return built.get(name);
  };

  const project = (main: string): Built => {
    const before = outdated.get(main);
    outdated.delete(main);
    return buildProject(main, projects, stateOf, before);
  };

  /** A Compose file without others stays without others. */
  const staysAsWritten = (one: Built, path: string): boolean =>
    one.of === 'Compose file' &&
    one.folder === path &&
    one.changed.size === 0 &&
    isAsWritten(path, projects.filesOf(path), stateOf);

  return {
    for(path) {
      const before = readers.get(path);
      if (before) return before;
      const all = [
        ...kustomized.roots(path).map((folder) => once(folder, () => build(folder, stateOf))),
        ...projects.roots(path).map((main) => once(main, () => project(main))),
        ...charts.templatesOf(path).map((file) => once(file, () => renderTemplate(file, charts, stateOf))),
      ].filter((one) => one !== undefined);
      readers.set(path, all);
      return all;
    },
    forget(path) {
      readers.clear();
      const affected = new Set<string>();
      const chart = charts.isShared(path) ? charts.folderOf(path) : undefined;
      for (const [folder, one] of built) {
        if (one && !one.reads.has(path) && (chart === undefined || one.folder !== chart || !one.chart)) continue;
        if (one && staysAsWritten(one, path)) continue;
        for (const file of one?.reads ?? []) affected.add(file);
        if (!one && (isBelowChart(folder, path) || (chart !== undefined && charts.folderOf(folder) === chart)))
          affected.add(folder);
        if (one?.project) outdated.set(folder, one.project);
        built.delete(folder);
      }
      return affected;
    },
  };
}

/** Whether `description` is that of a chart around a template, which may set its values. */
function isBelowChart(template: string, description: string): boolean {
  const around = posix.dirname(description);
  return posix.basename(description) === 'Chart.yaml' && (around === '' || template.startsWith(`${around}/`));
}
