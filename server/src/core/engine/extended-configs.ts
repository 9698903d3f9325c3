/** Configurations with those that they extend. */
import { extended, extendedPaths } from '../config/extends.ts';
import type { FileConfig } from '../config/settings.ts';
import { quoted } from '../rule/names.ts';
import { lineIndex } from '../text/lines.ts';
import type { ConfigPart, Read } from './config-reader.ts';

/** Configurations that extend each other are more than this many only by mistake. */
const MOST_LEVELS = 10;
/** Nor does one reach more than this many others: ten levels of a hundred each would never be read to the end. */
const MOST_FILES = 100;

/** The text of a file, or why it cannot be read. `realPath`: where it is, if a link leads there; what it extends is looked up from there. */
export type ExtendedText = { readonly text: string; readonly realPath?: string } | { readonly problem: string };

export interface ExtendedConfigs {
  /** The configuration at a path with those that it extends. */
  whole(path: string, text: string): Read;
  /** Sets the text of a file that a configuration extends and that is not among the files of the workspace. */
  set(path: string, text: ExtendedText): void;
  /** What `set` was given. */
  given(): Iterable<readonly [path: string, text: ExtendedText]>;
  /** The paths that configurations extend, as far as they are known, and that neither the workspace nor `set` gave. */
  wanted(configs: Iterable<string>): readonly string[];
  /** Whether a configuration extends, or would extend, the file at a path. */
  uses(path: string): boolean;
}

/** `read` reads one configuration, `textOf` returns the text of a workspace file. */
export function extendedConfigs(
  read: (path: string, text: string) => Read,
  textOf: (path: string) => string | undefined,
): ExtendedConfigs {
  const given = new Map<string, ExtendedText>();
  const used = new Set<string>();
  const missing = new Set<string>();

  const lookUp = (path: string): ExtendedText | undefined => {
    used.add(path);
    const text = textOf(path);
    const found = text === undefined ? given.get(path) : { text };
    if (found === undefined) missing.add(path);
    return found;
  };

  /** `above`: the paths that lead here. A problem stands in the file at `path`. */
  const whole = (path: string, text: string, above: readonly string[], reached = { count: 0 }): Read => {
    const own = read(path, text);
    const problems = [...own.problems];
    const from = [...above, path];
    let under: FileConfig = {};
    const parts: ConfigPart[] = [];
    for (const { text: name, at } of own.config.extends ?? []) {
      const wrong = (message: string): void =>
        void problems.push({ kind: 'config', at, message: `${quoted(name)} ${message}` });
      const where = extendedPaths(path, name);
      if ('wrong' in where) {
        wrong(where.wrong);
        continue;
      }
      const found = where.paths.map((one) => [one, lookUp(one)] as const);
      const [target, file] = found.find(([, one]) => one !== undefined && 'text' in one) ?? [];
      if (target === undefined || !file || !('text' in file)) {
        // What is not read yet may be there.
        if (found.every(([, one]) => one))
          wrong(whyNot(found.flatMap(([, one]) => (one && 'problem' in one ? one.problem : []))));
        continue;
      }
      const place = file.realPath ?? target;
      if (from.includes(place)) wrong(`extends ${quoted(path)} itself, over ${from.length} files`);
      else if (from.length >= MOST_LEVELS) wrong(`is extended over more than ${MOST_LEVELS} files`);
      else if (++reached.count > MOST_FILES) {
        wrong(`is one of more than ${MOST_FILES} files that are extended in all`);
        break;
      } else {
        const below = whole(place, file.text, from, reached);
        const first = below.problems[0];
        if (first)
          wrong(`has an error in line ${lineIndex(file.text).position(first.at.start).line + 1}: ${first.message}`);
        parts.push(...(below.parts ?? []));
        under = extended(under, withOrigin(below.config, target));
      }
    }
    parts.push({ path, text, config: own.config, above });
    return { config: extended(under, own.config), problems, parts };
  };

  return {
    whole: (path, text) => whole(path, text, []),
    set: (path, text) => void given.set(path, text),
    given: () => given,
    wanted(configs) {
      missing.clear();
      for (const path of configs) {
        const text = textOf(path);
        if (text !== undefined) whole(path, text, []);
      }
      return [...missing];
    },
    uses: (path) => used.has(path),
  };
}

/** Of several places the one that is there says more than those that are not. */
const whyNot = (problems: readonly string[]): string => problems.find((one) => one !== MISSING) ?? MISSING;
/** The words of hosts for a file that is not there. */
export const MISSING = 'does not exist';

const withOrigin = (config: FileConfig, origin: string): FileConfig =>
  config.ignore ? { ...config, ignore: config.ignore.map((entry) => ({ origin, ...entry })) } : config;
