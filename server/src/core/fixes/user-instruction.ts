/** Places the `USER` instruction of a stage. */
import { deleteInstruction, insertAfter } from '../dockerfile/edit.ts';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { TextEdit } from '../text/span.ts';
import { userAtEnd } from './root-for-commands.ts';

/**
 * Writes `lines`, the last of which is a `USER`. They replace `last`, the stage's last `USER root`, if nothing runs after it; else
 * they go where a `USER` belongs.
 */
export function addUser(
  file: Dockerfile,
  stage: Stage,
  last: Instruction | undefined,
  lines: readonly string[],
): TextEdit[] {
  const runsAfter =
    last !== undefined &&
    stage.instructions.slice(stage.instructions.indexOf(last) + 1).some((i) => i.keyword === 'RUN');
  if (last && !runsAfter) {
    // Only root can create a user, so `USER root` stays if it makes that possible.
    if (lines.length > 1) return insertAfter(file, last, lines);
    const argument = last.argsSpan;
    return argument ? [{ span: argument, text: lines[0]!.replace(/^USER /, '') }] : deleteInstruction(file, last);
  }
  return userAtEnd(file, stage, lines);
}
