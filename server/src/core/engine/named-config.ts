/** A configuration file that the user named, with those that it extends. They are looked up in a folder of its own, not in the workspace. */
import type { RuleMeta } from '../rule/rule.ts';
import { configReader, type Read } from './config-reader.ts';
import { type ExtendedText, extendedConfigs } from './extended-configs.ts';

export interface NamedConfig {
  /** The files that are to be read and given to `set`, as far as they are known. */
  wanted(): readonly string[];
  set(path: string, text: ExtendedText): void;
  /** Whether it extends the file at a path. */
  uses(path: string): boolean;
  /** The configuration with those that it extends, as far as they were given. */
  whole(): Read;
}

/** `path`: relative to the folder in which it may extend files, as are all paths here. */
export function namedConfig(path: string, text: string, metas: readonly RuleMeta[]): NamedConfig {
  const extending = extendedConfigs(configReader(metas), (one) => (one === path ? text : undefined));
  return {
    wanted: () => extending.wanted([path]),
    set: extending.set,
    uses: extending.uses,
    whole: () => extending.whole(path, text),
  };
}
