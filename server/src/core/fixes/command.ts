/** Edits the commands of Dockerfile instructions. */
import { deleteWord } from '../dockerfile/edit.ts';
import { deleteCommand } from '../dockerfile/edit-command.ts';
import { afterGap } from '../dockerfile/gaps.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { ShellCommand } from '../shell/shell.ts';
import type { SwitchHit } from '../shell/switches.ts';
import { compatible } from '../text/edits.ts';
import type { Span, TextEdit } from '../text/span.ts';

/** Removes an option or setting from its command. Empty in the exec form, where a word is an element of an array. */
export function removeSwitch(file: Dockerfile, instruction: Instruction, { remove }: SwitchHit): TextEdit[] {
  // Outside a POSIX shell only an option can be removed.
  if (!remove || instruction.exec || !(instruction.posix || 'words' in remove)) return [];
  if ('letter' in remove) return [{ span: remove.letter, text: '' }];
  return 'words' in remove
    ? deleteWord(file, instruction, remove.words)
    : deleteCommand(file, instruction, remove.command);
}

/** Removes options of one command, those that follow each other as one. Empty if one of them cannot be removed. */
export function removeSwitches(file: Dockerfile, instruction: Instruction, hits: readonly SwitchHit[]): TextEdit[] {
  const joined: SwitchHit[] = [];
  for (const hit of [...hits].sort((a, b) => a.at.start - b.at.start)) {
    const [last, own] = [wordsOf(joined.at(-1)), wordsOf(hit)];
    if (last && own && afterGap(file, last.end) === own.start)
      joined.splice(-1, 1, { ...hit, remove: { words: { start: last.start, end: own.end } } });
    else joined.push(hit);
  }
  const edits = joined.map((hit) => removeSwitch(file, instruction, hit));
  const all = edits.flat();
  return edits.every((one) => one.length > 0) && compatible(all) ? all : [];
}

const wordsOf = (hit: SwitchHit | undefined): Span | undefined =>
  hit?.remove && 'words' in hit.remove ? hit.remove.words : undefined;

/** Removes an assignment before a command, or the command if nothing else is left of it. Empty in the exec form and outside a POSIX shell. */
export function removeAssignment(
  file: Dockerfile,
  instruction: Instruction,
  command: ShellCommand,
  at: Span,
): TextEdit[] {
  if (instruction.exec || !instruction.posix) return [];
  const alone = command.assignments.length + command.words.length - (command.name === 'export' ? 1 : 0) === 1;
  return alone ? deleteCommand(file, instruction, command) : deleteWord(file, instruction, at);
}
