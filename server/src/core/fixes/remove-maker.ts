/** Removes a command that makes a file, with the commands that need nothing but this file. */
import { deleteCommand } from '../dockerfile/edit-command.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { type ShellCommand, writtenFiles } from '../shell/shell.ts';
import { applyEdits, difference } from '../text/edits.ts';
import type { TextEdit } from '../text/span.ts';

/** Programs that only read or change the files that they are given: without the file there is nothing to do for them. */
const OF_FILES = /^(?:chmod|chown|chgrp|visudo|cat|ls|stat|dos2unix)$/;

interface Place {
  /** Indexes in the instructions of the file and in the commands of the instruction. */
  readonly instruction: number;
  readonly command: number;
}

export interface Removal {
  readonly edits: readonly TextEdit[];
  /** The instructions that change. */
  readonly instructions: readonly Instruction[];
}

/**
 * Removes `command` of a RUN. If nothing else makes the files that it writes, removes the later commands of the stage too that are given such a file alone
 * (`chmod 440 FILE`). No edits where another command or instruction names the file: it may need it.
 */
export function removeMaker(file: Dockerfile, instruction: Instruction, command: ShellCommand): Removal {
  const none: Removal = { edits: [], instructions: [] };
  const users: Place[] = [];
  for (const path of writtenFiles(command)) {
    const found = usersOf(file, instruction, command, path);
    if (!found) return none;
    users.push(...found);
  }
  const own = deleteCommand(file, instruction, command);
  if (users.length === 0 || own.length === 0) return { edits: own, instructions: [instruction] };
  const at = file.instructions.indexOf(instruction);
  let now = file;
  // From the last one on, so that the indexes of those before stay.
  for (const place of [...users.reverse(), { instruction: at, command: instruction.commands().indexOf(command) }]) {
    const run = now.instructions[place.instruction];
    const gone = run?.commands()[place.command];
    const edits = run && gone ? deleteCommand(now, run, gone) : [];
    if (edits.length === 0) return none;
    now = parseDockerfile(applyEdits(now.text, edits));
  }
  const changed = new Set([at, ...users.map((place) => place.instruction)]);
  return {
    edits: difference(file.text, now.text),
    instructions: file.instructions.filter((_, index) => changed.has(index)),
  };
}

/** The commands behind `maker` that are given a file that it makes, and no other; `undefined` if others may need it. Empty where the file is made elsewhere too. */
function usersOf(file: Dockerfile, own: Instruction, maker: ShellCommand, path: string): Place[] | undefined {
  if (appends(maker) && /^\/etc\/(?!.*\.d\/)/.test(path)) return [];
  const name = ending(path);
  const from = file.instructions.indexOf(own);
  const commands = own.commands();
  const before = [
    ...file.instructions.slice(0, from).map((one) => textOf(file, one)),
    ...commands.slice(0, commands.indexOf(maker)).map((one) => textOf(file, one)),
  ];
  if (before.some((text) => text.includes(name))) return [];
  const users: Place[] = [];
  for (const [index, one] of file.instructions.entries()) {
    if (index < from || (index > from && !mayName(textOf(file, one), name))) continue;
    const later = one === own ? commands.slice(commands.indexOf(maker) + 1) : one.commands();
    // Another stage, a COPY, a heredoc, or a name that the reader of commands does not see.
    if (one !== own && (one.stage !== own.stage || one.keyword !== 'RUN' || later.length === 0)) return undefined;
    for (const command of later) {
      const text = textOf(file, command);
      if (!mayName(text, name)) continue;
      if (writtenFiles(command).some((other) => ending(other) === name)) return users;
      const paths = command.words.slice(1).filter(({ raw }) => /[/~]/.test(raw));
      const isAlone = paths.length === 1 && ending(paths[0]!.raw.replace(/["']/g, '')) === name;
      if (!isAlone || !OF_FILES.test(command.name ?? '') || command.redirects.some((r) => r.operator.includes('>')))
        return undefined;
      users.push({ instruction: index, command: one.commands().indexOf(command) });
    }
  }
  return users;
}

/** Whether it adds to a file, which the base image or a package may bring. */
const appends = ({ redirects }: ShellCommand): boolean => redirects.some(({ operator }) => operator === '>>');

/** Without the home folder, which has several names. */
const ending = (path: string): string => path.replace(/^(?:~|\$HOME|\$\{HOME\}|\/root)(?=\/)/, '');

/** Whether a text holds the path, or a pattern of the files in its folder. */
const mayName = (text: string, path: string): boolean =>
  text.includes(path) || text.includes(`${path.slice(0, path.lastIndexOf('/'))}/*`);

const textOf = ({ text }: Dockerfile, { span }: Instruction | ShellCommand): string => text.slice(span.start, span.end);
