import type { Instruction, Stage } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';

/** The USER instruction in force, if it stands in the stage itself. */
export const lastUserInstruction = ({ user: { origin }, index }: Stage): Instruction | undefined =>
  origin.kind === 'instruction' && origin.stage.index === index ? origin.instruction : undefined;

/** Where a finding about the user of a stage stands: at its USER, else at its image. */
export function userPlace(stage: Stage): { readonly at: Span } {
  const last = lastUserInstruction(stage);
  return { at: last ? (last.argsSpan ?? last.span) : (stage.image?.span ?? stage.from.span) };
}
