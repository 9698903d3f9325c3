/** Edits that take names out of a Seaworthy ignore comment, or the whole comment away. */
import { type Unit, yamlIn } from '../domain/unit.ts';
import { type Span, span, type TextEdit } from '../text/span.ts';
import type { Comment, WrittenIgnore, WrittenName } from './suppression.ts';

/** Removes one name with its comma, or the whole ignore if it names nothing else; empty if that would change what the file means. */
export function withoutName(unit: Unit, comment: Comment, written: WrittenIgnore, name: WrittenName): TextEdit[] {
  const all = written.names ?? [];
  const nth = all.indexOf(name);
  const [before, after] = [all[nth - 1], all[nth + 1]];
  if (!before && !after) return withoutIgnore(unit, comment, written);
  const at = after ? span(name.at.start, after.at.start) : span(before!.at.end, name.at.end);
  return [{ span: at, text: '' }];
}

/**
 * Removes an ignore with its reason: the line if the comment stands alone, and the blanks before it at the end of a line. Other text of the
 * comment stays. Empty if that would change what the file means.
 */
export function withoutIgnore(unit: Unit, comment: Comment, written: WrittenIgnore): TextEdit[] {
  const { text } = unit;
  const isFirst = text.slice(comment.span.start, written.at.start).trim() === '';
  const isLast = text.slice(written.at.end, comment.span.end).trim() === '';
  if (!isFirst) return [{ span: span(blanksBefore(text, written.at.start), written.at.end), text: '' }];
  if (!isLast) return [{ span: span(written.at.start, text.indexOf('#', written.at.end)), text: '' }];
  if (!comment.ownLine) return [{ span: span(blanksBefore(text, comment.span.start), comment.span.end), text: '' }];
  const line = lineAround(text, comment.span);
  return bindsNext(unit, line) ? [] : [{ span: line, text: '' }];
}

/** Start of the blanks before an offset. */
function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return start;
}

/** The whole line of a comment, with its line end. A byte order mark stays. */
function lineAround(text: string, at: Span): Span {
  const end = text.indexOf('\n', at.start);
  return span(blanksBefore(text, at.start), end < 0 ? text.length : end + 1);
}

/**
 * Whether the lines below a comment would mean something else without it: a comment at the top of a Dockerfile would become a parser
 * directive, and a blank line would become part of a block scalar that keeps its line ends.
 */
function bindsNext(unit: Unit, line: Span): boolean {
  const [above, below] = [unit.text.slice(0, line.start), unit.text.slice(line.end)];
  if (unit.kind === 'dockerfile')
    return (
      NO_INSTRUCTION.test(above) && /^(?:[ \t]*#[^\n]*\n)*[ \t]*#[ \t]*(?:syntax|escape|check)[ \t]*=/i.test(below)
    );
  return yamlIn(unit) !== undefined && /^[ \t]*\r?\n/.test(below) && /[|>](?:[1-9]?\+|\+[1-9]?)/.test(unit.text);
}

const NO_INSTRUCTION = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\n)*$/;
