/** Reads single configuration files, each text once. */
import { readConfig } from '../config/read.ts';
import type { FileConfig } from '../config/settings.ts';
import type { RuleMeta } from '../rule/rule.ts';
import type { Problem } from './problem.ts';

/** What a configuration file says. */
export interface Read {
  readonly config: FileConfig;
  readonly problems: readonly Problem[];
  /** The files that `config` was merged from, each above the ones before it; `undefined`: it is one file. */
  readonly parts?: readonly ConfigPart[];
}

/** A configuration file with its own settings only. */
export interface ConfigPart {
  readonly path: string;
  readonly text: string;
  readonly config: FileConfig;
  /** The files that extend it, the outermost first. */
  readonly above: readonly string[];
}

/** Returns a function that reads the text at a path, without what it extends. `metas`: those of all rules. */
export function configReader(metas: readonly RuleMeta[]): (path: string, text: string) => Read {
  const known = new Map<string, Read & { readonly text: string }>();
  return (path, text) => {
    const before = known.get(path);
    if (before?.text === text) return before;
    const { config, problems } = readConfig(text, metas);
    const fresh = { text, config, problems: problems.map((p): Problem => ({ kind: 'config', ...p })) };
    known.set(path, fresh);
    return fresh;
  };
}
