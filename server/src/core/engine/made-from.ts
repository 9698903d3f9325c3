import { type EnvironmentFiles, environmentFiles } from '../compose/environment-files.ts';
import { type ComposeProjects, composeProjects } from '../compose/projects.ts';
import { type Kustomizations, kustomizations } from '../kustomize/kustomized.ts';
import { type ChartFiles, chartFiles } from './chart/chart-files.ts';
import type { FileState } from './units.ts';

/** What is made of several files together: by kustomizations, Compose projects and charts. */
export interface MadeFrom {
  readonly kustomized: Kustomizations;
  readonly projects: ComposeProjects;
  readonly charts: ChartFiles;
  readonly environmentFiles: EnvironmentFiles;
  /**
   * To call after a file was set or removed. `kustomized`: paths that a kustomization may affect in another way now; `environment`: that Compose files
   * name as environment files now, or no longer; `all`: of the first, the projects and the charts.
   */
  set(
    path: string,
    state: FileState | undefined,
  ): {
    readonly kustomized: readonly string[];
    readonly environment: readonly string[];
    readonly all: readonly string[];
  };
}

/** `stateOf`: the file at a path as it is now. */
export function madeFrom(stateOf: (path: string) => FileState | undefined): MadeFrom {
  const kustomized = kustomizations((path) => stateOf(path)?.text);
  const projects = composeProjects();
  const charts = chartFiles(stateOf);
  const environment = environmentFiles();
  return {
    ...{ kustomized, projects, charts, environmentFiles: environment },
    set(path, state) {
      const touched = [...kustomized.set(path, state?.text)];
      charts.set(path, state !== undefined);
      return {
        kustomized: touched,
        environment: environment.set(path, state?.units),
        all: [...touched, ...projects.set(path, state?.units)],
      };
    },
  };
}
