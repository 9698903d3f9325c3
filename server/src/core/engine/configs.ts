import { mergeConfigs } from '../config/merge.ts';
import { nearestConfigPath, type ResolvedConfig, resolveConfig } from '../config/resolve.ts';
import { CONFIG_NAME, type FileConfig, type PartialConfig } from '../config/settings.ts';
import { toolOfFile } from '../config/tool-files.ts';
import type { TemplateRow } from '../kubernetes/template-table.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import { posix } from '../text/paths.ts';
import type { Span } from '../text/span.ts';
import { configReader, type Read } from './config-reader.ts';
import { type ExtendedText, extendedConfigs } from './extended-configs.ts';
import type { Problem } from './problem.ts';
import { type ConfigIgnore, toolConfigs } from './tool-configs.ts';

export type { ConfigIgnore } from './tool-configs.ts';

export interface Layers {
  readonly flags?: PartialConfig;
  readonly editor?: FileConfig;
  /** The folder of the workspace, relative to the one in which the user works: the default of `lowerSeverity` counts from there. '' if it is that one. */
  readonly folder?: string;
  /**
   * A configuration file that the user named. It replaces any nearer file. Its path is used in messages. `whole`: with what it extends; see
   * `namedConfig`.
   */
  readonly configFile?: { readonly path: string; readonly text: string; readonly whole?: Read };
}

export const isConfig = (path: string): boolean => posix.basename(path) === CONFIG_NAME;

/** Whether the file at a path says how other files are judged: a configuration of ours or of another tool. */
export const configures = (path: string): boolean => isConfig(path) || toolOfFile(path) !== undefined;

/** An error in a configuration file; `text` is that of the whole file. */
export type ConfigFileProblem = Problem & { readonly path: string; readonly text: string };

/** Settings with the file that holds them. Without a path they are those of the editor or of the command line. */
export interface ConfigLayer {
  readonly config: FileConfig;
  readonly path?: string;
  readonly text?: string | undefined;
  /** The entry of `overrides`. */
  readonly entry?: Span;
  /** The files that extend the file, the outermost first. */
  readonly above?: readonly string[];
}

/** The configurations of a workspace. */
export interface Configs {
  setLayers(layers: Layers): void;
  /** The day of the run. */
  today(): Day;
  setToday(day: Day): void;
  /** The files that configurations extend and that are to be read, by their paths. */
  wanted(): readonly string[];
  /** Whether a configuration extends the file at a path. */
  uses(path: string): boolean;
  /** Gives a file of `wanted`, or the reason why it cannot be read. */
  setExtended(path: string, text: ExtendedText): void;
  /** What `setExtended` was given. */
  extended(): Iterable<readonly [path: string, text: ExtendedText]>;
  /** Drops cached configurations, after a configuration file was added, changed or removed. */
  forget(): void;
  for(path: string): ResolvedConfig;
  /** Kinds with pod templates that the configuration of a path adds. */
  podTemplatesFor(path: string): readonly TemplateRow[];
  /** What decides the configuration at a path, each layer above the ones before it. */
  layersFor(path: string): readonly ConfigLayer[];
  /** What configuration files ignore at a path, on whatever day. */
  ignoresFor(path: string): readonly ConfigIgnore[];
  problemsOf(path: string): readonly Problem[];
  problems(): readonly ConfigFileProblem[];
}

/** What applies to the files for which one configuration file is the nearest. */
interface Nearest {
  readonly file: FileConfig | undefined;
  /** Folder of the file; '' for the top, and for the one that the user named. */
  readonly base: string;
  readonly overrides: readonly { readonly applies: (path: string) => boolean; readonly config: PartialConfig }[];
  readonly ignores: readonly ConfigIgnore[];
}

/** `today` is the day of the run. `textOf` returns the text of a workspace file, `paths` returns all paths. */
export function configurations(
  metas: readonly RuleMeta[],
  today: Day,
  textOf: (path: string) => string | undefined,
  paths: () => Iterable<string>,
): Configs {
  const fileConfig = configReader(metas);
  const tools = toolConfigs(textOf);
  const extending = extendedConfigs(fileConfig, textOf);
  let layers: Layers = {};
  let day = today;
  let nearests = new Map<string, Nearest>();
  /** By path, and by what applies there: files with equal settings share one object, so that results are shared. */
  let byPath = new Map<string, ResolvedConfig>();
  let resolved = new Map<string, ResolvedConfig>();

  const wholeConfig = (path: string, text: string): Read => {
    const { configFile } = layers;
    return configFile ? (configFile.whole ?? fileConfig(path, text)) : extending.whole(path, text);
  };

  const forget = (): void => {
    nearests = new Map();
    byPath = new Map();
    resolved = new Map();
    tools.forget();
  };

  const nearestOf = (path: string): string =>
    layers.configFile?.path ?? nearestConfigPath(path, (p) => textOf(p) !== undefined) ?? '';

  const nearestAt = (path: string): Nearest => {
    const known = nearests.get(path);
    if (known) return known;
    const text = layers.configFile ? layers.configFile.text : textOf(path);
    const file = text === undefined ? layers.editor : wholeConfig(path, text).config;
    const base = layers.configFile || text === undefined ? '' : posix.dirname(path);
    const fresh: Nearest = {
      file: text === undefined ? undefined : file,
      base,
      overrides: (file?.overrides ?? []).map(({ files, config }) => ({ applies: matcherIn(files, base), config })),
      ignores: (file?.ignore ?? []).map((entry) => ({
        ...{ path: entry.origin ?? path, entry },
        applies: entry.paths ? matcherIn(entry.paths, base) : () => true,
      })),
    };
    nearests.set(path, fresh);
    return fresh;
  };

  const ignoresFor = (path: string): ConfigIgnore[] => {
    const { file, ignores } = nearestAt(nearestOf(path));
    const wanted = (file ?? layers.editor)?.otherTools;
    return [...ignores, ...tools.ignoresFor(path, wanted)].filter(({ applies }) => applies(path));
  };

  const trustedAt = (path: string) =>
    tools.trustedFor(path, (nearestAt(nearestOf(path)).file ?? layers.editor)?.otherTools);

  const layersAt = (path: string): ConfigLayer[] => {
    const nearest = nearestOf(path);
    const text = layers.configFile?.text ?? textOf(nearest);
    const { base } = nearestAt(nearest);
    const trusted = trustedAt(path);
    const whole = text === undefined ? undefined : wholeConfig(nearest, text);
    const parts = whole ? (whole.parts ?? [{ path: nearest, text: text!, config: whole.config, above: [] }]) : [];
    return [
      ...(trusted ? [{ config: { images: trusted }, path: trusted.path, text: textOf(trusted.path) }] : []),
      ...(whole || !layers.editor ? [] : [{ config: layers.editor }]),
      ...parts,
      ...parts.flatMap(({ config, ...from }) =>
        (config.overrides ?? [])
          .filter(({ files }) => matcherIn(files, base)(path))
          .map((one) => ({ ...from, config: one.config, entry: one.at })),
      ),
      ...(layers.flags ? [{ config: layers.flags }] : []),
    ];
  };

  const resolve = (path: string): ResolvedConfig => {
    const nearest = nearestOf(path);
    const { file, base, overrides } = nearestAt(nearest);
    const some = overrides.flatMap((one, i) => (one.applies(path) ? [i] : []));
    const ignores = ignoresFor(path);
    const trusted = trustedAt(path)?.trusted;
    const key = JSON.stringify([
      nearest,
      some,
      trusted,
      ignores.map((one) => [one.path, one.entry.at, one.entry.names]),
    ]);
    const known = resolved.get(key);
    if (known) return known;
    const withAll = (under: FileConfig): FileConfig =>
      some.reduce(
        (all, i) => mergeConfigs(all, overrides[i]!.config),
        mergeConfigs({ images: trusted && { trusted } }, under) as FileConfig,
      );
    const config = resolveConfig(
      {
        ...{ today: day, base, folder: layers.folder, flags: layers.flags },
        ignores: ignores.map(({ entry }) => entry),
        file: file && withAll(file),
        editor: withAll(layers.editor ?? {}),
      },
      metas,
    );
    resolved.set(key, config);
    return config;
  };

  return {
    setLayers(next) {
      layers = next;
      forget();
    },
    today: () => day,
    setToday(next) {
      day = next;
      forget();
    },
    forget,
    for(path) {
      const known = byPath.get(path) ?? resolve(path);
      byPath.set(path, known);
      return known;
    },
    podTemplatesFor: (path) => (nearestAt(nearestOf(path)).file ?? layers.editor)?.podTemplates ?? NO_TEMPLATES,
    layersFor: layersAt,
    ignoresFor,
    problemsOf: (path) => wholeConfig(path, textOf(path) ?? '').problems,
    wanted: () => (layers.configFile ? [] : extending.wanted([...paths()].filter(isConfig))),
    uses: extending.uses,
    extended: extending.given,
    setExtended(path, text) {
      extending.set(path, text);
      forget();
    },
    problems() {
      const own = [...paths()].filter(isConfig).map((path) => ({ path, text: textOf(path) ?? '' }));
      const all = layers.configFile ? [layers.configFile] : own;
      return all.flatMap(({ path, text }) => wholeConfig(path, text).problems.map((p) => ({ ...p, path, text })));
    },
  };
}

const NO_TEMPLATES: readonly TemplateRow[] = [];

function matcherIn(globs: readonly string[], base: string): (path: string) => boolean {
  const matches = pathMatcher(globs);
  if (base === '') return matches;
  return (path) => path.startsWith(`${base}/`) && matches(path.slice(base.length + 1));
}
