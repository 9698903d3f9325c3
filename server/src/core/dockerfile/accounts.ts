import { effectiveCommands, type ShellCommand, type ShellWord } from '../shell/shell.ts';
import type { Instruction } from './model.ts';

type Program = 'useradd' | 'adduser' | 'usermod';

/** One-letter options with a value. Sources: the manual pages of shadow-utils and BusyBox (`adduser`; Debian's has only long options). */
const VALUED: Readonly<Record<Program, string>> = {
  useradd: 'bcdefgGkKpRPsuZ',
  usermod: 'cdefgGlpRPsuvVwWZ',
  adduser: 'hgsGuk',
};
const VALUED_LONG = new Set(
  (
    'base-dir comment gecos home home-dir expiredate inactive gid groups ingroup skel key login password root prefix shell uid conf ' +
    'firstuid lastuid firstgid lastgid add-subuids selinux-user selinux-range'
  ).split(' '),
);

/** An account that the Dockerfile creates. `uid` is undefined when the text does not give it. */
export interface Account {
  readonly uid: number | undefined;
}

/**
 * The account `name` after the last RUN instruction that creates or changes it; `undefined` when none does. Reads useradd, adduser
 * (Debian's and BusyBox's), usermod, and lines that are echoed into /etc/passwd.
 */
export function findAccount(name: string, instructions: readonly Instruction[]): Account | undefined {
  if (name === '') return undefined;
  let found: Account | undefined;
  for (const ins of instructions) {
    if (ins.keyword !== 'RUN' || !mentions(ins, name)) continue;
    for (const outer of ins.commands())
      for (const { command } of effectiveCommands(outer)) found = made(name, command) ?? found;
  }
  return found;
}

/**
 * The accounts that RUN instructions create, in order, each once: the word of the name (its `literal` is undefined if the shell expands
 * it), and the uid if the text gives it.
 */
export function createdAccounts(
  instructions: readonly Instruction[],
): readonly { readonly name: ShellWord; readonly uid: number | undefined }[] {
  const found = new Map<string, { readonly name: ShellWord; readonly uid: number | undefined }>();
  for (const ins of instructions) {
    if (ins.keyword !== 'RUN' || !/useradd|adduser/.test(ins.argsText + ins.heredocs.map((h) => h.body).join('\n')))
      continue;
    for (const outer of ins.commands())
      for (const { command } of effectiveCommands(outer)) {
        if (command.name !== 'useradd' && command.name !== 'adduser') continue;
        const { user, uid, member } = readProgram(command, command.name);
        if (user && !member) found.set(user.raw, { name: user, uid });
      }
  }
  return [...found.values()];
}

/** The only command that creates the account `name`; `undefined` if there is none, or more than one. */
export function accountCommand(
  name: string,
  instructions: readonly Instruction[],
): { readonly instruction: Instruction; readonly command: ShellCommand } | undefined {
  const found = instructions.flatMap((instruction) =>
    instruction.keyword === 'RUN' && mentions(instruction, name)
      ? instruction
          .commands()
          .flatMap(effectiveCommands)
          .filter(({ command }) => made(name, command) !== undefined)
          .map(({ command }) => ({ instruction, command }))
      : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

function mentions(ins: Instruction, name: string): boolean {
  const texts = [ins.argsText, ...ins.heredocs.map((h) => h.body)];
  return texts.some((t) => t.includes(name)) && texts.some((t) => /useradd|adduser|usermod|passwd/.test(t));
}

function made(name: string, command: ShellCommand): Account | undefined {
  if (command.name === 'useradd' || command.name === 'adduser' || command.name === 'usermod')
    return byProgram(name, command, command.name);
  if (command.name !== 'echo' && command.name !== 'printf') return undefined;
  const target = command.redirects.find((r) => r.operator.endsWith('>') || r.operator === '>>')?.target?.literal;
  const piped = command.pipedTo?.name === 'tee' && command.pipedTo.words.some((w) => w.literal === '/etc/passwd');
  if (target !== '/etc/passwd' && !piped) return undefined;
  for (const word of command.words.slice(1)) {
    const start = word.parts[0]?.kind === 'text' ? word.parts[0].text : '';
    for (const line of (word.literal ?? start).split(/\n|\\n/)) {
      const fields = line.split(':');
      if (fields[0] === name && fields.length > 2) return { uid: number(fields[2]) };
    }
  }
  return undefined;
}

function byProgram(name: string, command: ShellCommand, program: Program): Account | undefined {
  const { user, uid, uidGiven, member } = readProgram(command, program);
  if (user?.literal !== name || (program === 'usermod' && !uidGiven)) return undefined;
  return member ? undefined : { uid };
}

/** `member`: `adduser app group` creates no account but adds `app` to a group. */
function readProgram(
  command: ShellCommand,
  program: Program,
): { user: ShellWord | undefined; uid: number | undefined; uidGiven: boolean; member: boolean } {
  const words = command.words.slice(1);
  const operands: ShellWord[] = [];
  let uid: number | undefined;
  let uidGiven = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const option = word.literal === undefined ? null : /^(?:-[a-zA-Z]*u|--uid)(?:=?(\d+))?$/.exec(word.literal);
    if (option) {
      uid = number(option[1] ?? words[++i]?.literal);
      uidGiven = true;
    } else if ((word.literal ?? word.raw).startsWith('-')) {
      if (takesNext(word.literal ?? '', program)) i++;
    } else operands.push(word);
  }
  const user = program === 'adduser' ? operands[0] : operands.at(-1);
  return { user, uid, uidGiven, member: program === 'adduser' && operands.length > 1 && !uidGiven };
}

function takesNext(word: string, program: Program): boolean {
  if (word.startsWith('--')) return VALUED_LONG.has(word.slice(2));
  // `-s/bin/sh` contains its value. In `-rs` the last letter takes the next word.
  for (let i = 1; i < word.length; i++) if (VALUED[program].includes(word[i]!)) return i === word.length - 1;
  return false;
}

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
