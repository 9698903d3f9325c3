/** Commands that run another command as a user other than root. */
import { effectiveCommands } from './effective.ts';
import { knownStart, optionValue } from './options.ts';
import { parseShell } from './parse.ts';
import { commandName } from './simple.ts';
import type { ShellCommand, ShellWord } from './syntax.ts';
import { isShell, wrapperNamed } from './wrappers.ts';

type NamesUser = (command: ShellCommand) => ShellWord | undefined;

/** The first word after the options; `valued`: letters of options that take the next word. */
const operand =
  (valued = ''): NamesUser =>
  ({ words }) => {
    for (let i = 1; i < words.length; i++) {
      const text = knownStart(words[i]!);
      if (text[0] !== '-' || words[i]!.literal === undefined) return words[i];
      if (text.length > 1 && text[1] !== '-' && valued.includes(text.at(-1)!)) i++;
      else if (/^--(?:shell|command|group|supp-group|whitelist-environment)$/.test(text)) i++;
    }
    return undefined;
  };

const option =
  (short: string | undefined, long: string | undefined, valued = ''): NamesUser =>
  (command) =>
    optionValue(command, short, long, valued)?.value;

const either =
  (...ways: readonly NamesUser[]): NamesUser =>
  (command) => {
    for (const way of ways) {
      const user = way(command);
      if (user) return user;
    }
    return undefined;
  };

/** Programs that have no other purpose than to give up root before they run a command, and the word that names their user. */
const STEP_DOWNS: Readonly<Record<string, NamesUser>> = {
  gosu: operand(),
  'su-exec': operand(),
  setuidgid: operand(),
  's6-setuidgid': operand(),
  's6-applyuidgid': option('u', undefined, 'ugG'),
  setuser: operand(),
  chpst: option('u', undefined, 'uUbenmdopfcr/'),
  setpriv: either(option(undefined, 'reuid'), option(undefined, 'euid'), option(undefined, 'ruid')),
};

/** Programs that also run single commands as another user. */
const USER_CHANGES: Readonly<Record<string, NamesUser>> = {
  su: operand('cgGswT'),
  runuser: either(option('u', 'user', 'ucgGsw'), operand('cgGsw')),
  chroot: option(undefined, 'userspec'),
  sudo: option('u', 'user', 'CDghpRrTtUu'),
  doas: option('u', undefined, 'aCu'),
  capsh: either(option(undefined, 'user'), option(undefined, 'uid')),
  // Servers with an option of their own for it.
  uwsgi: either(option(undefined, 'uid'), option(undefined, 'gid')),
  gunicorn: option('u', 'user', 'bcgkmntuw'),
  celery: option(undefined, 'uid'),
  supervisord: option('u', 'user', 'cdehijklmpquxyz'),
  memcached: option('u', 'user', 'abcIlmnpstu'),
  dnsmasq: option('u', 'user'),
  named: option('u', undefined, 'cdmnpStTuU'),
  mysqld: option('u', 'user', 'bhPtu'),
  mariadbd: option('u', 'user', 'bhPtu'),
  'start-stop-daemon': option('c', 'chuid', 'acdgiIkKnNpPrRsuxTt'),
};

/** All programs of both tables. Made once: a check asks for every command. */
const CHANGES: Readonly<Record<string, NamesUser>> = { ...STEP_DOWNS, ...USER_CHANGES };

/** How many words before the program may belong to wrappers with their options: `tini -g -- env A=b gosu app`. */
const MAX_WRAPPER_WORDS = 16;

/** Whether the user is not known to be root. */
const isOther = (user: ShellWord | undefined): boolean =>
  user !== undefined && !/^(?:root|#?0+)(?::|$)/.test(user.literal ?? '');

/** Whether a command, or one that it runs, runs as another user than root. */
function runsAs(command: ShellCommand, programs: Readonly<Record<string, NamesUser>>): boolean {
  const all = new Set([command, ...effectiveCommands(command).map((e) => e.command)]);
  return [...all].some((one) => {
    const wraps = one.name !== undefined && (wrapperNamed(one.name) !== undefined || Object.hasOwn(programs, one.name));
    return one.words.slice(0, wraps ? MAX_WRAPPER_WORDS : 1).some((word, i) => {
      const name = commandName(word);
      if (name === undefined || !Object.hasOwn(programs, name)) return false;
      return isOther(programs[name]!({ ...one, words: one.words.slice(i), name }));
    });
  });
}

/** Whether a command runs its program as another user than root: `gosu app server`, `tini -- su app -c server`. */
export const changesUser = (command: ShellCommand): boolean => runsAs(command, CHANGES);

/** Whether `command` runs the commands inside it as another user than root (`other`) or as root; `undefined`: as its own user. */
export function userInside(command: ShellCommand): 'root' | 'other' | undefined {
  const { name } = command;
  if (name === undefined || !Object.hasOwn(CHANGES, name)) return undefined;
  const user = CHANGES[name]!(command);
  if (isOther(user)) return 'other';
  return user !== undefined || name === 'sudo' || name === 'su' || name === 'doas' ? 'root' : undefined;
}

/** Longer scripts are not read. */
const MAX_SCRIPT = 100_000;

/**
 * Whether a script that starts as root runs its service as another user. `su`, `sudo` and the like count only with `exec` or at the end,
 * because scripts also use them for single steps.
 */
export function scriptChangesUser(text: string): boolean {
  if (text.length > MAX_SCRIPT) return false;
  const { commands } = parseShell({ text, at: (i) => i });
  const last = commands.at(-1);
  return commands.some((c) => runsAs(c, STEP_DOWNS) || ((c.name === 'exec' || c === last) && runsAs(c, USER_CHANGES)));
}

/** The script files that a command runs: its program, or the operand of a shell. Words with expansions are left out. */
export function scriptsRun(command: ShellCommand): string[] {
  return effectiveCommands(command).flatMap(({ command: { name, words } }) => {
    const word = name !== undefined && isShell(name) ? operand('oO')({ ...command, words }) : words[0];
    return word?.literal === undefined ? [] : [word.literal];
  });
}
