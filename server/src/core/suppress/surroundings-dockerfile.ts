/** What comments of a Dockerfile stand above. */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';
import type { Surroundings } from './suppression.ts';

/** Every instruction in order, those before the first FROM included. */
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

/** The instruction that holds the character at `offset`. */
export function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | undefined {
  const found = instructions[lastAtOrBefore(instructions, offset)];
  return found && offset < found.span.end ? found : undefined;
}

/** What stands between an instruction and the one before: where its last blank line ends, and its last line that is no comment. */
interface Gap {
  readonly blank: number;
  readonly other: number;
}

/** Reads each gap once, so that a thousand comments above one instruction cost one reading. */
function gapReader(text: string, instructions: readonly Instruction[]): (next: number) => Gap {
  const known = new Map<number, Gap>();
  return (next) => {
    const found = known.get(next);
    if (found) return found;
    let [blank, other] = [-1, -1];
    const end = instructions[next]!.span.start;
    for (let start = instructions[next - 1]?.span.end ?? 0; start < end; ) {
      const newline = text.indexOf('\n', start);
      // What stands on the instruction's own line is no line between.
      if (newline < 0 || newline >= end) break;
      const line = text.slice(start, newline).trim();
      if (line === '') blank = newline;
      else if (!line.startsWith('#')) other = newline;
      start = newline + 1;
    }
    const gap = { blank, other };
    known.set(next, gap);
    return gap;
  };
}

/** See `Surroundings`. A Dockerfile has no comments at the end of a line, so `line` is never asked of one; it gives the comment. */
export function dockerfileSurroundings(dockerfile: Dockerfile): Surroundings {
  const instructions = allInstructions(dockerfile);
  const gapBefore = gapReader(dockerfile.text, instructions);
  const below = (comment: Span, blanks: boolean): Instruction | undefined => {
    const around = instructionAt(instructions, comment.start);
    if (around) return around;
    const at = lastAtOrBefore(instructions, comment.start) + 1;
    const next = instructions[at];
    if (!next) return undefined;
    const gap = gapBefore(at);
    return gap.other < comment.end && (blanks || gap.blank < comment.end) ? next : undefined;
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
