/** The comments above an instruction that go with it when it is removed. */
import { isForTool } from '../text/tool-comment.ts';
import { afterBlanks, endsLine, lineStart, nextLine } from './gaps.ts';
import type { Dockerfile, Instruction } from './model.ts';

/** A line under or above a heading: `# -----`. */
const RULE = /^[#\s]*[-=*~#]{3,}/;
/** An instruction that is commented out. */
const INSTRUCTION = /^#\s*(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|LABEL|RUN|USER|VOLUME|WORKDIR)\s/;

/**
 * The start of the lines that say something of `instruction` alone: the comments right above it, up to a heading or an instruction that is commented out,
 * if no other instruction stands right below; of others only those for a program, which would be read as if they were about the next instruction. The
 * comments at the beginning of the file stay: they are about the file.
 */
export function startWithComments(file: Dockerfile, instruction: Instruction): number {
  const { text } = file;
  const below = nextLine(text, instruction.span.end);
  const isAlone = text[below] === '#' || endsLine(text, afterBlanks(text, below));
  const own = lineStart(text, instruction.span.start);
  let start = own;
  for (let above = own; above > 1; ) {
    above = lineStart(text, above - 1);
    const line = text.slice(above, nextLine(text, above)).trim();
    if (!line.startsWith('#') || RULE.test(line) || INSTRUCTION.test(line)) return start;
    if (isAlone || isForTool(line)) start = above;
    else return start;
  }
  return own;
}
