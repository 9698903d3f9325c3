/**
 * Edits of a Dockerfile, with its own escape character and line breaks. The edits of one call do not overlap. No edits means that a
 * correct edit is impossible.
 */
import type { Span, TextEdit } from '../text/span.ts';
import {
  afterBlanks,
  beforeBlanks,
  beforeGap,
  continuationOf,
  continuesAt,
  endsLine,
  lineStart,
  nextLine,
} from './gaps.ts';
import type { Dockerfile, Flag, Instruction, Variable } from './model.ts';
import { startWithComments } from './own-comments.ts';

/** Replaces `at` by `text`. */
export const replace = (at: Span, text: string): TextEdit[] => [{ span: at, text }];

/**
 * Removes the lines of `instruction` with its heredoc bodies and the comments above that are about it alone. If there are empty lines on both sides,
 * removes one of them.
 */
export function deleteInstruction(file: Dockerfile, instruction: Instruction): TextEdit[] {
  const { text } = file;
  const start = startWithComments(file, instruction);
  const below = nextLine(text, instruction.span.end);
  const apart = start > 1 && isEmptyLine(text, lineStart(text, start - 1)) && isEmptyLine(text, below);
  return deleteLines(text, start, apart ? below : instruction.span.end);
}

const isEmptyLine = (text: string, start: number): boolean =>
  start < text.length && endsLine(text, afterBlanks(text, start));

/** Removes whole lines. If they are the last ones and have no line break, also removes the line break before them. */
function deleteLines(text: string, start: number, lastEnd: number): TextEdit[] {
  const end = nextLine(text, lastEnd);
  if (end < text.length || text[end - 1] === '\n' || start <= 1) return replace({ start, end }, '');
  let from = start - 1;
  while (from > 0 && text[from - 1] === '\r') from--;
  return replace({ start: from, end }, '');
}

/**
 * Inserts whole lines above `instruction` and above the comment lines right over it, which belong to it; but not above a comment block at
 * the top of the file, which may contain directives.
 */
export function insertBefore(file: Dockerfile, instruction: Instruction, lines: readonly string[]): TextEdit[] {
  const own = lineStart(file.text, instruction.span.start);
  let start = own;
  for (let i = file.comments.length - 1; i >= 0 && start > 0; i--) {
    const comment = file.comments[i]!;
    if (comment.start >= own) continue;
    if (nextLine(file.text, comment.end) !== start) break;
    start = lineStart(file.text, comment.start);
  }
  if (start <= 1) start = own;
  return replace({ start, end: start }, lines.map((line) => line + file.eol).join(''));
}

/** Inserts whole lines below `instruction`; no edits below a heredoc that does not end. */
export function insertAfter(file: Dockerfile, instruction: Instruction, lines: readonly string[]): TextEdit[] {
  const { text, eol } = file;
  if (file.problems.some((p) => p.at.start >= instruction.span.start && p.at.end <= instruction.span.end)) return [];
  const { end } = instruction.span;
  const added = lines.join(eol);
  // The new lines would become part of an instruction that ends with a continuation.
  const dangling = instruction.heredocs.length === 0 ? continuationOf(file, lineStart(text, end)) : undefined;
  if (dangling !== undefined) return replace({ start: beforeBlanks(text, dangling), end }, eol + added);
  const next = nextLine(text, end);
  return next === text.length && text[next - 1] !== '\n'
    ? replace({ start: next, end: next }, eol + added)
    : replace({ start: next, end: next }, added + eol);
}

/** Sets `--name=value` (or `--name`): replaces the flag of that name or adds it after the other flags. For an ONBUILD, on its trigger. */
export function setFlag(_file: Dockerfile, instruction: Instruction, name: string, value?: string): TextEdit[] {
  const text = value === undefined ? `--${name}` : `--${name}=${value}`;
  const target = instruction.onbuild ?? instruction;
  const old = target.flags.find((f) => f.name === name);
  if (old) return replace(old.span, text);
  const { end } = target.flags.at(-1)?.span ?? target.keywordSpan;
  return replace({ start: end, end }, ` ${text}`);
}

/** Removes one flag of an instruction, with its line if nothing else is on it. */
export function deleteFlag(file: Dockerfile, _instruction: Instruction, flag: Flag): TextEdit[] {
  return deletePiece(file, flag.span);
}

/** Removes one variable of ENV or ARG, or the whole instruction if it is the only one. */
export function deleteVariable(file: Dockerfile, variable: Variable): TextEdit[] {
  const { instruction } = variable;
  return instruction.variables.length === 1 ? deleteInstruction(file, instruction) : deletePiece(file, variable.span);
}

/** Removes one word, or the whole instruction if it is the only one. */
export function deleteWord(file: Dockerfile, instruction: Instruction, at: Span): TextEdit[] {
  const { argsSpan } = instruction;
  return argsSpan && at.start <= argsSpan.start && at.end >= argsSpan.end
    ? deleteInstruction(file, instruction)
    : deletePiece(file, at);
}

/** Adds `--mount=…` after RUN and its flags, on a separate line if the flags are above the command. */
export function addMount(file: Dockerfile, instruction: Instruction, mountText: string): TextEdit[] {
  const run = instruction.onbuild ?? instruction;
  const text = mountText.startsWith('--') ? mountText : `--mount=${mountText}`;
  const last = run.flags.at(-1);
  const { end } = last?.span ?? run.keywordSpan;
  const command = run.argsSpan?.start ?? end;
  if (!last || !file.text.slice(end, command).includes('\n')) return replace({ start: end, end }, ` ${text}`);
  const start = lineStart(file.text, command);
  const indent = file.text.slice(start, afterBlanks(file.text, start));
  return replace({ start: end, end }, ` ${file.escape}${file.eol}${indent}${text}`);
}

/** Removes a word or flag with the blanks beside it, and its line and continuation if nothing else is on the line. */
function deletePiece(file: Dockerfile, at: Span): TextEdit[] {
  const { text } = file;
  const first = lineStart(text, at.start);
  const before = beforeBlanks(text, at.start);
  const after = afterBlanks(text, at.end);
  const opens = before <= first;
  if (continuesAt(file, after))
    return opens
      ? replace({ start: first, end: nextLine(text, after) }, '')
      : replace({ start: before, end: at.end }, '');
  if (!endsLine(text, after)) return replace({ start: at.start, end: after }, '');
  if (!opens) return replace({ start: before, end: after }, '');
  // It is on the last line of the instruction, so the line before must no longer be continued. Comments between them stay.
  const end = beforeGap(file, at.start);
  const cut = afterBlanks(text, end);
  const stop = afterBlanks(text, cut + 1);
  return [{ span: { start: end, end: stop }, text: '' }, ...deleteLines(text, first, at.end)].filter(
    (edit, i, all) => i === 0 || edit.span.start >= all[0]!.span.end,
  );
}
