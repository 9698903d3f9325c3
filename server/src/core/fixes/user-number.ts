/** Gives a number to an account that a Dockerfile creates by name only. */
import { accountCommand } from '../dockerfile/accounts.ts';
import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import type { Fix } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';
import { changesInstruction, renamesUser } from './effect.ts';
import { fix, replace } from './fix.ts';

/** Above the numbers that systems give out, and those of people on a host. */
const NUMBER = 10001;

/**
 * The fix that creates `name` with a number and runs as that; empty if no single command of this file creates it, or where its options are not
 * known. Sources: `--help` of useradd (shadow) and of Debian’s adduser; BusyBox `loginutils/adduser.c`; read 2026-11-30.
 * @param at the name in USER
 */
export function userNumberFixes(file: Dockerfile, stage: Stage, name: string, at: Span, group = ''): Fix[] {
  const made = accountCommand(name, file.instructions);
  if (!made || made.instruction.exec) return [];
  const { instruction, command } = made;
  const program = command.words[0];
  const option = optionOf(
    command.name ?? '',
    command.words.map((w) => w.literal ?? ''),
  );
  if (!program || option === undefined) return [];
  const { end } = program.span;
  return [
    fix(
      `Give \`${name}\` the number ${NUMBER}`,
      'review',
      () => [...replace({ start: end, end }, ` ${option} ${NUMBER}`), ...replace(at, `${NUMBER}${group}`)],
      [...changesInstruction(file, instruction), renamesUser(stage)],
      [`Files in volumes that belong to \`${name}\` keep its old number`],
    ),
  ];
}

function optionOf(program: string, words: readonly string[]): string | undefined {
  if (program === 'useradd') return '--uid';
  // Both programs are called `adduser`: their other options tell which it is.
  if (words.some((w) => /^--(?:disabled-\w+|gecos|ingroup|no-create-home)/.test(w))) return '--uid';
  return words.some((w) => /^-[SDHGh]+$/.test(w)) ? '-u' : undefined;
}
