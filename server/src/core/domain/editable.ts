/**
 * Where fixes may edit. While someone types, a file is often invalid. We still report findings in the part that can be read. But text after
 * an open quote or a wrong indentation may belong elsewhere, and an edit there could destroy it.
 */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { EnvFileVariable } from '../env/model.ts';
import type { TextEdit } from '../text/span.ts';
import { type Unit, yamlIn } from './unit.ts';

/** Whether the whole unit was parsed: no syntax error in YAML, no incomplete instruction, no open quote in an environment file. */
export function isFullyParsed(unit: Unit): boolean {
  if (unit.kind === 'dockerfile') return !instructionsOf(unit.dockerfile).some((i) => i.incomplete);
  if (unit.kind === 'env') return !unit.env.variables.some((v) => isOpen(unit.text, v));
  const problems = yamlIn(unit)?.problems ?? [];
  return !problems.some((p) => p.kind === 'syntax' && !isInserted(unit.text, p.at.start));
}

/** Whether a template inserts a whole item or entry here (`- {{ toYaml .x }}`), which the lines below continue. */
const isInserted = (text: string, at: number): boolean =>
  text.startsWith('{{', at) && /^[ \t-]*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));

/** Whether `edits` (unit-relative) touch only instructions that are complete. YAML and environment files must be parsed as a whole. */
export function mayEdit(unit: Unit, edits: readonly TextEdit[]): boolean {
  if (isFullyParsed(unit)) return true;
  if (unit.kind !== 'dockerfile') return false;
  const open = instructionsOf(unit.dockerfile).filter((i) => i.incomplete);
  return !edits.some((edit) => open.some((instruction) => touches(edit, instruction)));
}

/** Whether a comment may be inserted: wherever fixes may edit, and above all content of the unit. */
export const mayComment = (unit: Unit, edits: readonly TextEdit[]): boolean =>
  mayEdit(unit, edits) || edits.every((e) => ABOVE_ALL.test(unit.text.slice(0, e.span.start)));

const ABOVE_ALL = /^\uFEFF?(?:[ \t]*(?:#[^\n]*|---[ \t]*(?:#[^\n]*)?)?\r?\n)*(?:---[ \t]*|[ \t]*)$/;

const instructionsOf = ({ instructions, globalArgs }: Dockerfile): Instruction[] => [
  ...globalArgs.map((v) => v.instruction),
  ...instructions,
];

/** Whether a value begins with a quote that is not closed, or that only a quote of a later variable closes. */
function isOpen(text: string, { value, valueSpan, span }: EnvFileVariable): boolean {
  const isQuoted = /["']/.test(text[valueSpan.start - 1] ?? '');
  if (!isQuoted) return /^["']/.test(value);
  return value.includes('\n') && !/^["'][ \t]*(?:#|$)/.test(text.slice(valueSpan.end, span.end));
}

/** Whether an edit touches an incomplete instruction. An edit behind it does if the instruction may extend to there. */
function touches({ span }: TextEdit, { span: at, incomplete, argsText }: Instruction): boolean {
  const toEnd =
    incomplete === 'heredoc' || incomplete === 'continuation' || (incomplete === 'quote' && argsText.includes('<<'));
  return span.end > at.start && (span.start <= at.end || toEnd);
}
