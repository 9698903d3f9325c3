import { inlineComment } from '../../dockerfile/inline-comments.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'build/commented-out-commands',
    title: 'Commands behind a comment never run',
    why: 'Docker joins the lines of a RUN before the shell sees them, so a comment at the end of a line reaches to the end of the instruction. The commands on the following lines never run: an update, a checksum, the removal of a password.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile'],
    refs: { nist800190: ['4.1.2'], cwe: ['CWE-670'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const comment = file && inlineComment(file, instruction);
      if (!comment) return;
      const { at, lineEnd, lost } = comment;
      yield {
        at,
        covers: instruction.span,
        message: `The comment makes the shell skip the ${lost === 1 ? 'line behind it' : `${lost} lines behind it`}`,
        fixes: fixIf(
          'Move the comment to a line of its own',
          'review',
          () =>
            replace(
              { start: at.start, end: lineEnd },
              `${file.escape}${file.eol}${indentBelow(file.text, lineEnd)}${file.text.slice(at.start, at.end)}`,
            ),
          changesInstruction(file, instruction),
          ['Build the image: the commands run for the first time'],
        ),
      };
    },
  },
);

/** The indentation of the line behind an offset. */
const indentBelow = (text: string, at: number): string => /\n([ \t]*)/.exec(text.slice(at))?.[1] ?? '';
