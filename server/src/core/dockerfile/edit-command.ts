import type { ShellCommand } from '../shell/shell.ts';
import type { TextEdit } from '../text/span.ts';
import { deleteInstruction, replace } from './edit.ts';
import { afterGap, beforeGap } from './gaps.ts';
import type { Dockerfile, Instruction } from './model.ts';

/**
 * Removes one command of a RUN with its separator, its continuation line and the commands that `||` joins to it. Removes the whole RUN if
 * it is the only command. No edits where the removal would change the other commands or leave an empty `then` or `do`: in a pipeline,
 * after `!`, with a heredoc, in the background, alone in a compound command.
 */
export function deleteCommand(file: Dockerfile, instruction: Instruction, command: ShellCommand): TextEdit[] {
  const run = instruction.onbuild ?? instruction;
  const commands = run.shell()?.commands;
  const { argsSpan } = run;
  if (!argsSpan) return [];
  if (!commands) return run.commands().length === 1 ? deleteInstruction(file, run) : [];
  const index = commands.indexOf(command);
  if (index < 0) return [];
  const end = orChainEnd(file, commands, index);
  const [body] = run.heredocs;
  const whole = body && run.args.length === 1 ? body.bodySpan : argsSpan;
  if (emptyBetween(file, whole.start, command.span.start) && emptyBetween(file, end, whole.end))
    return deleteInstruction(file, run);
  if (command.pipedTo || command.pipedFrom || command.redirects.some((r) => r.heredoc)) return [];
  if (/(?:^|\s)(?:!|time)$/.test(file.text.slice(whole.start, beforeGap(file, command.span.start)))) return [];
  const following = nextStart(file, commands, command, end);
  if (following !== undefined) return replace({ start: command.span.start, end: following }, '');
  const { separatorSpan: separator, separatorBefore: kind } = command;
  const after = file.text[afterGap(file, end)];
  if (!separator || kind === '&' || kind === '|' || (after === '&' && file.text[afterGap(file, end) + 1] !== '&'))
    return [];
  let start = beforeGap(file, separator.start);
  while (kind === '\n' && file.text[start - 1] === '\r') start--;
  return replace({ start, end }, '');
}

const emptyBetween = (file: Dockerfile, from: number, to: number): boolean =>
  /^\s*$/.test(file.text.slice(afterGap(file, from), Math.max(to, afterGap(file, from))));

/** End of the commands that `||` joins to the command at `index`. */
function orChainEnd(file: Dockerfile, commands: readonly ShellCommand[], index: number): number {
  let { end } = commands[index]!.span;
  const { depth } = commands[index]!;
  for (const c of commands.slice(index + 1)) {
    if (c.span.start < end) continue;
    if (c.depth !== depth || c.separatorBefore !== '||' || !c.separatorSpan) break;
    if (afterGap(file, end) !== c.separatorSpan.start) break;
    end = c.span.end;
  }
  return end;
}

/** Start of the command after the separator at offset `end`, if that is `&&`, `;` or a line break. */
function nextStart(
  file: Dockerfile,
  commands: readonly ShellCommand[],
  command: ShellCommand,
  end: number,
): number | undefined {
  const at = afterGap(file, end);
  if (file.text.startsWith('&&', at)) return afterGap(file, at + 2);
  const next = commands.find((c) => c.span.start >= end && c.depth <= command.depth);
  const separator = next?.separatorSpan;
  if (!next || next.depth !== command.depth || !separator || next.separatorBefore === '&') return undefined;
  if (!/^[ \t\r]*$/.test(file.text.slice(at, Math.max(at, separator.start)))) return undefined;
  return next.separatorBefore === ';' || next.separatorBefore === '\n' ? next.span.start : undefined;
}
