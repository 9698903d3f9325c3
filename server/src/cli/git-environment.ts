/** Builds the environment of git from allow-lists: variables that are not listed are dropped. */
import * as path from 'node:path';
import { trustedEntries } from './git-program.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables passed on as they are, with the reason. */
export const KEPT: Readonly<Record<string, string>> = {
  HOME: "the user's own configuration of git, which holds `safe.directory`",
  XDG_CONFIG_HOME: 'the same, in another folder',
  USERPROFILE: 'the same on Windows',
  HOMEDRIVE: 'the same on Windows',
  HOMEPATH: 'the same on Windows',
  PROGRAMDATA: "the machine's configuration of git on Windows",
  GIT_CONFIG_GLOBAL: "another path of the user's configuration",
  GIT_CONFIG_SYSTEM: "another path of the machine's configuration",
  GIT_CONFIG_NOSYSTEM: "turns the machine's configuration off",
  SYSTEMROOT: 'Windows needs it to start any program',
  DEVELOPER_DIR: 'the Xcode whose git macOS starts',
  SUDO_UID: 'the user whose repositories git trusts under sudo',
  GIT_CEILING_DIRECTORIES: 'how far up git looks for a repository',
  GIT_DISCOVERY_ACROSS_FILESYSTEM: 'whether git looks beyond a mount point',
};

/** Variables passed on after a change, with the reason. */
export const CHANGED: Readonly<Record<string, string>> = {
  PATH: 'only absolute entries outside of the repository',
  LD_LIBRARY_PATH: 'the same; an empty entry would load libraries from the current folder',
  GIT_DIR: 'the repository of a hook in a linked worktree; made absolute',
  GIT_WORK_TREE: 'the work tree of that repository; made absolute',
  GIT_INDEX_FILE: 'the index of `git commit FILE` and `git commit -a`; made absolute',
  GIT_OBJECT_DIRECTORY: 'where the calling git writes its objects; made absolute',
  GIT_ALTERNATE_OBJECT_DIRECTORIES: 'further folders of objects',
  GIT_CONFIG_PARAMETERS: 'only `safe.directory` (`git -c …`)',
  GIT_CONFIG_COUNT: 'only `safe.directory`, with its GIT_CONFIG_KEY_n and GIT_CONFIG_VALUE_n',
};

/** Variables always set, with the reason. */
export const SET: Readonly<Record<string, readonly [value: string, reason: string]>> = {
  GIT_NO_LAZY_FETCH: ['1', 'missing objects are not fetched'],
  GIT_ALLOW_PROTOCOL: ['none', 'allows no transport: no network, no `ext::`, no `upload-pack` of a local path'],
  GIT_OPTIONAL_LOCKS: ['0', 'the index is not written, so no index hook runs'],
  GIT_NO_REPLACE_OBJECTS: ['1', 'reads the object of the commit, not its replacement'],
  GIT_TERMINAL_PROMPT: ['0', 'no prompts'],
  GIT_ASKPASS: ['', 'no program asks for passwords'],
  GIT_TRACE2: ['0', 'no trace, even if a configuration asks for one'],
  GIT_TRACE2_EVENT: ['0', 'no trace'],
  GIT_TRACE2_PERF: ['0', 'no trace'],
  LC_ALL: ['C', 'English error messages'],
};

/** The environment of every run of git. No program may be started from `folders` (absolute). */
export function gitEnvironment(from: Environment, folders: readonly string[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of Object.keys(KEPT)) {
    const value = from[name];
    if (value !== undefined) env[name] = value;
  }
  for (const name of ['PATH', 'LD_LIBRARY_PATH']) {
    const entries = trustedEntries(from[name], folders);
    if (entries.length > 0) env[name] = entries.join(path.delimiter);
  }
  for (const [name, [value]] of Object.entries(SET)) env[name] = value;
  return env;
}

/** The values of `safe.directory` in the caller's environment, in order. Every other git setting there is dropped. */
export function safeDirectories(from: Environment): string[] {
  const values: string[] = [];
  const take = (key: string, value: string): void => {
    if (key.toLowerCase() === 'safe.directory') values.push(value);
  };
  for (const [key, value] of quotedSettings(from.GIT_CONFIG_PARAMETERS ?? '')) take(key, value);
  const count = Number(from.GIT_CONFIG_COUNT ?? 0);
  for (let i = 0; i < count && from[`GIT_CONFIG_KEY_${i}`] !== undefined; i++)
    take(from[`GIT_CONFIG_KEY_${i}`]!, from[`GIT_CONFIG_VALUE_${i}`] ?? '');
  return values;
}

/** GIT_CONFIG_PARAMETERS holds `'key'='value'` (Git 2.31 and later) or `'key=value'`, separated by spaces and quoted for a shell. */
function* quotedSettings(text: string): Generator<[key: string, value: string]> {
  const word = String.raw`'((?:[^']|'\\['!]')*)'`;
  const plain = (quoted: string): string => quoted.replace(/'\\(['!])'/g, '$1');
  for (const [, first = '', second] of text.matchAll(new RegExp(`${word}(?:=${word})?`, 'g'))) {
    const key = plain(first);
    const equals = key.indexOf('=');
    if (second !== undefined) yield [key, plain(second)];
    else if (equals >= 0) yield [key.slice(0, equals), key.slice(equals + 1)];
  }
}
