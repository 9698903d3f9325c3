/** The environment that git is started with. It is built from lists: a variable that no list names is not passed on. */
import * as path from 'node:path';
import { trustedEntries } from './git-program.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables passed on as they are, with the reason. */
export const KEPT: Readonly<Record<string, string>> = {
  HOME: "the user's own configuration of git, which holds `safe.directory`",
  XDG_CONFIG_HOME: 'the same, where it is kept elsewhere',
  USERPROFILE: 'the same on Windows',
  HOMEDRIVE: 'the same on Windows',
  HOMEPATH: 'the same on Windows',
  PROGRAMDATA: "the machine's configuration of git on Windows",
  GIT_CONFIG_GLOBAL: "the user's own configuration, where it was moved",
  GIT_CONFIG_SYSTEM: "the machine's configuration, where it was moved",
  GIT_CONFIG_NOSYSTEM: "no machine's configuration, where the user wants none",
  SYSTEMROOT: 'Windows starts no program without it',
  DEVELOPER_DIR: "which of Xcode's versions of git macOS starts",
  SUDO_UID: 'whose repositories git trusts under sudo',
  GIT_CEILING_DIRECTORIES: 'how far up git looks for a repository',
  GIT_DISCOVERY_ACROSS_FILESYSTEM: 'whether it looks beyond a mounted folder',
};

/** Variables passed on after a change, with the reason. */
export const CHANGED: Readonly<Record<string, string>> = {
  PATH: 'absolute entries outside of the repository',
  LD_LIBRARY_PATH: 'the same; an empty entry would load libraries from the current folder',
  GIT_DIR: 'which repository a hook of a linked worktree runs for; made absolute',
  GIT_WORK_TREE: 'its files; made absolute',
  GIT_INDEX_FILE: 'the index of `git commit FILE` and `git commit -a`; made absolute',
  GIT_OBJECT_DIRECTORY: 'where the running git puts its objects; made absolute',
  GIT_ALTERNATE_OBJECT_DIRECTORIES: 'where else it finds some',
  GIT_CONFIG_PARAMETERS: '`safe.directory` alone (`git -c …`)',
  GIT_CONFIG_COUNT: '`safe.directory` alone, with its GIT_CONFIG_KEY_n and GIT_CONFIG_VALUE_n',
};

/** Variables always set, with the reason. */
export const SET: Readonly<Record<string, readonly [value: string, reason: string]>> = {
  GIT_NO_LAZY_FETCH: ['1', 'a missing object is missing, and is not fetched'],
  GIT_ALLOW_PROTOCOL: ['none', 'no transport at all: no network, no `ext::`, no `upload-pack` of a local path'],
  GIT_OPTIONAL_LOCKS: ['0', 'nothing is written to the index, so no hook about it runs'],
  GIT_NO_REPLACE_OBJECTS: ['1', 'a commit holds the object itself, not its replacement'],
  GIT_TERMINAL_PROMPT: ['0', 'no question to the user'],
  GIT_ASKPASS: ['', 'no program that asks for passwords'],
  GIT_TRACE2: ['0', 'no trace, wherever a configuration sends it'],
  GIT_TRACE2_EVENT: ['0', 'no trace'],
  GIT_TRACE2_PERF: ['0', 'no trace'],
  LC_ALL: ['C', "git's errors in the language of ours"],
};

/** The environment of every run. `folders` are those from which nothing may be started. */
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

/** The values of `safe.directory` that the caller's environment hands to git, in their order. Every other setting in it is left out. */
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

/** GIT_CONFIG_PARAMETERS holds `'key'='value'` (Git 2.31 and later) or `'key=value'`, parted by spaces, quoted for a shell. */
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
