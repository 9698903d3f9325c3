import type { EnvironmentFiles } from '../compose/environment-files.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { PartialConfig } from '../config/settings.ts';
import type { Unit } from '../domain/unit.ts';
import type { Rule } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import type { Span } from '../text/span.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { Repository } from '../workspace/repository.ts';
import type { Baselines } from './baselines.ts';
import type { ConfigFileProblem, ConfigIgnore, ConfigLayer, Layers } from './configs.ts';
import type { ExtendedText } from './extended-configs.ts';
import type { Judged } from './judged-rules.ts';
import type { FileChange, FileReport } from './report.ts';
import type { Pick as PickFix, Work } from './settle.ts';

/** What hosts call. `createEngine` in `engine.ts` makes one. */
export interface Engine {
  /** Adds or replaces a file. `path` is relative to the workspace root, with `/`. Also for configuration and auxiliary files. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  /** Paths of all files, sorted. */
  paths(): readonly string[];
  textOf(path: string): string | undefined;
  /** Sets whether every candidate file below the root has been added: then absence can be concluded. */
  setComplete(complete: boolean): void;
  /** Sets what Git knows about the files: see `Repository`. Without it, the `.gitignore` files of the workspace decide what is ignored. */
  setRepository(repository: Repository | undefined): void;
  configure(layers: Layers): void;
  /** The day of the run: files are judged as of it, unless their configuration pins another one. */
  today(): Day;
  /** Changes the day of the run. Files that are judged as of it are checked anew. */
  setToday(day: Day): void;
  /** The configuration that applies to a file. */
  configFor(path: string): ResolvedConfig;
  /** What decides that configuration: settings, each layer above the ones before it. The defaults are below all. */
  configLayers(path: string): readonly ConfigLayer[];
  /** The findings that the workspace had when its baseline was written. */
  readonly baseline: Pick<Baselines, 'of' | 'gone'>;
  /** The files that configurations extend and that are neither in the workspace nor given: to be read and given to `setExtended`. */
  wantedConfigs(): readonly string[];
  setExtended(path: string, text: ExtendedText): void;
  /** The files that services read by `env_file`, in the workspace or not. */
  readonly environmentFiles: Pick<EnvironmentFiles, 'has' | 'all'>;
  /** Those that are not in the workspace: to be given to `setFile` where they exist. */
  wantedEnvironmentFiles(): readonly string[];
  /** What configuration files ignore at a path, on whatever day. */
  configIgnores(path: string): readonly ConfigIgnore[];
  /** Findings and problems of one file; empty for an unknown file, or one that is not checked. */
  check(path: string): FileReport;
  /** Errors in the workspace's configuration files, and in the one that the user named. */
  configProblems(): readonly ConfigFileProblem[];
  /**
   * Applies the fixes that `pick` selects (by default every safe preferred one) until none is left; see `settle`. Without `work` the
   * effort is unlimited.
   */
  fixAll(path: string, pick?: PickFix, work?: Work): readonly FileChange[];
  /** A second engine with the same texts and configuration, for trial changes, or, with `flags`, to judge the texts in another way; `undefined` leaves a key to the configuration. */
  copy(flags?: PartialConfig): Engine;
  /** The rules that have something to judge in a file. */
  judgedRules(path: string): Judged;
  /** Lets go of a file's models and findings until they are needed. Findings reported before have no fixes any longer. */
  rest(path: string): void;
  /** The spans of secrets in a file, as offsets in its text. Output must not show text inside them. */
  secretsIn(path: string): readonly Span[];
  /** The unit of a file that contains an offset; used to edit ignore comments. */
  unitAt(path: string, offset: number): Unit | undefined;
  readonly index: WorkspaceIndex;
  readonly rules: readonly Rule[];
}
