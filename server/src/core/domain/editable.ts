/**
 * Where fixes may edit. A file that is being typed is read as far as possible, and what is found there is reported; but what follows an open
 * quote or a wrong indentation may belong elsewhere than it seems, and an edit there destroys what its author is writing.
 */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { EnvFileVariable } from '../env/model.ts';
import type { TextEdit } from '../text/span.ts';
import { type Unit, yamlIn } from './unit.ts';

/** Whether all of the unit was read as written: YAML without syntax errors, no incomplete instruction, no open quote in an environment file. */
export function isFullyParsed(unit: Unit): boolean {
  if (unit.kind === 'dockerfile') return !instructionsOf(unit.dockerfile).some((i) => i.incomplete);
  if (unit.kind === 'env') return !unit.env.variables.some((v) => isOpen(unit.text, v));
  const problems = yamlIn(unit)?.problems ?? [];
  return !problems.some((p) => p.kind === 'syntax' && !isInserted(unit.text, p.at.start));
}

/** Whether a template puts something in there that is an item or entry by itself (`- {{ toYaml .x }}`), of which the lines below go on. */
const isInserted = (text: string, at: number): boolean =>
  text.startsWith('{{', at) && /^[ \t-]*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));

/** Whether `edits` of the unit, whose spans refer to its text, touch only what was read whole. YAML and environment files count as one piece. */
export function mayEdit(unit: Unit, edits: readonly TextEdit[]): boolean {
  if (isFullyParsed(unit)) return true;
  if (unit.kind !== 'dockerfile') return false;
  const open = instructionsOf(unit.dockerfile).filter((i) => i.incomplete);
  return !edits.some((edit) => open.some((instruction) => touches(edit, instruction)));
}

/** Whether a comment may be inserted: where fixes may edit, and above everything that the unit says. */
export const mayComment = (unit: Unit, edits: readonly TextEdit[]): boolean =>
  mayEdit(unit, edits) || edits.every((e) => ABOVE_ALL.test(unit.text.slice(0, e.span.start)));

const ABOVE_ALL = /^\uFEFF?(?:[ \t]*(?:#[^\n]*|---[ \t]*(?:#[^\n]*)?)?\r?\n)*(?:---[ \t]*|[ \t]*)$/;

const instructionsOf = ({ instructions, globalArgs }: Dockerfile): Instruction[] => [
  ...globalArgs.map((v) => v.instruction),
  ...instructions,
];

/** Whether a value begins with a quote that is not closed, or that closes behind another variable's. */
function isOpen(text: string, { value, valueSpan, span }: EnvFileVariable): boolean {
  const isQuoted = /["']/.test(text[valueSpan.start - 1] ?? '');
  if (!isQuoted) return /^["']/.test(value);
  return value.includes('\n') && !/^["'][ \t]*(?:#|$)/.test(text.slice(valueSpan.end, span.end));
}

/** An edit right before an instruction does not touch it; one behind it does where the rest of the file may be part of it. */
function touches({ span }: TextEdit, { span: at, incomplete, argsText }: Instruction): boolean {
  const toEnd =
    incomplete === 'heredoc' || incomplete === 'continuation' || (incomplete === 'quote' && argsText.includes('<<'));
  return span.end > at.start && (span.start <= at.end || toEnd);
}
