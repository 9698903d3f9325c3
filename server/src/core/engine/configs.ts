import { readConfig } from '../config/read.ts';
import { nearestConfigPath, type ResolvedConfig, resolveConfig } from '../config/resolve.ts';
import { CONFIG_NAME, type FileConfig, type PartialConfig } from '../config/settings.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Day } from '../text/day.ts';
import { posix } from '../text/paths.ts';
import type { Problem } from './problem.ts';

export interface Layers {
  readonly flags?: PartialConfig;
  readonly editor?: PartialConfig;
  /** A configuration file that the user named. It replaces any nearer file. Its path is used in messages. */
  readonly configFile?: { readonly path: string; readonly text: string };
}

export const isConfig = (path: string): boolean => posix.basename(path) === CONFIG_NAME;

/** The configurations of a workspace. */
export interface Configs {
  setLayers(layers: Layers): void;
  /** The day of the run. */
  today(): Day;
  setToday(day: Day): void;
  /** Drops cached configurations, after a configuration file was added, changed or removed. */
  forget(): void;
  for(path: string): ResolvedConfig;
  problemsOf(path: string): readonly Problem[];
  problems(): readonly (Problem & { readonly path: string })[];
}

/** `today` is the day of the run. `textOf` returns the text of a workspace file, `paths` returns all paths. */
export function configurations(
  metas: readonly RuleMeta[],
  today: Day,
  textOf: (path: string) => string | undefined,
  paths: () => Iterable<string>,
): Configs {
  const read = new Map<string, { text: string; config: FileConfig; problems: readonly Problem[] }>();
  let layers: Layers = {};
  let day = today;
  let resolved = new Map<string, ResolvedConfig>();

  const fileConfig = (path: string, text: string): { config: FileConfig; problems: readonly Problem[] } => {
    const known = read.get(path);
    if (known?.text === text) return known;
    const { config, problems } = readConfig(text, metas);
    const fresh = { text, config, problems: problems.map((p): Problem => ({ kind: 'config', ...p })) };
    read.set(path, fresh);
    return fresh;
  };

  return {
    setLayers(next) {
      layers = next;
      resolved = new Map();
    },
    today: () => day,
    setToday(next) {
      day = next;
      resolved = new Map();
    },
    forget() {
      resolved = new Map();
    },
    for(path) {
      const nearest = layers.configFile?.path ?? nearestConfigPath(path, (p) => textOf(p) !== undefined) ?? '';
      const known = resolved.get(nearest);
      if (known) return known;
      const text = layers.configFile ? layers.configFile.text : textOf(nearest);
      const file = text === undefined ? undefined : fileConfig(nearest, text).config;
      const base = layers.configFile ? '' : posix.dirname(nearest);
      const config = resolveConfig({ today: day, file, base, flags: layers.flags, editor: layers.editor }, metas);
      resolved.set(nearest, config);
      return config;
    },
    problemsOf: (path) => fileConfig(path, textOf(path) ?? '').problems,
    problems() {
      const own = [...paths()].filter(isConfig).map((path) => ({ path, text: textOf(path) ?? '' }));
      const all = layers.configFile ? [layers.configFile] : own;
      return all.flatMap(({ path, text }) => fileConfig(path, text).problems.map((p) => ({ ...p, path })));
    },
  };
}
