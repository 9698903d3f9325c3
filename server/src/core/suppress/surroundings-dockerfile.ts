/** Finds the instruction that a comment of a Dockerfile belongs to. */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';
import { linesBetween } from './lines-between.ts';
import type { Surroundings } from './suppression.ts';

/** Every instruction in order, including those before the first FROM. */
export function allInstructions(dockerfile: Dockerfile): readonly Instruction[] {
  const all = new Set(dockerfile.globalArgs.map((v) => v.instruction));
  for (const stage of dockerfile.stages) {
    all.add(stage.from);
    for (const i of stage.instructions) all.add(i);
  }
  for (const i of dockerfile.instructions) all.add(i);
  return [...all].sort((a, b) => a.span.start - b.span.start);
}

/** Index of the last of `sorted` that starts at or before `offset`; -1 when there is none. */
export function lastAtOrBefore(sorted: readonly { readonly span: Span }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The instruction that contains the character at `offset`. */
export function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | undefined {
  const found = instructions[lastAtOrBefore(instructions, offset)];
  return found && offset < found.span.end ? found : undefined;
}

const isComment = (line: string): boolean => line.startsWith('#');

/** See `Surroundings`. A Dockerfile has no comments at line ends, so `line` is never called; it returns the comment itself. */
export function dockerfileSurroundings(dockerfile: Dockerfile): Surroundings {
  const instructions = allInstructions(dockerfile);
  const comments = linesBetween(dockerfile.text, isComment);
  const commentsAndBlanks = linesBetween(dockerfile.text, (l) => l === '' || isComment(l));
  const below = (comment: Span, blanks: boolean): Instruction | undefined => {
    const around = instructionAt(instructions, comment.start);
    if (around) return around;
    const next = instructions[lastAtOrBefore(instructions, comment.start) + 1];
    const between = blanks ? commentsAndBlanks : comments;
    return next && between(comment.end, next.span.start) ? next : undefined;
  };
  return {
    below: (comment, blanks) => below(comment, blanks)?.span,
    line: (comment) => comment,
    block: ({ span }) => {
      const next = below(span, false);
      const stage = next && dockerfile.stages.find((s) => s.from === next);
      return stage ? { reach: stage.span, scope: 'stage' } : next && { reach: next.span, scope: 'next' };
    },
    object: () => undefined,
  };
}
