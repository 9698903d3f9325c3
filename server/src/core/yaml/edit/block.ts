/** Adds and removes entries and items of block collections, line by line. */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlUnit } from '../node.ts';
import { columnOf, firstComment, isBlank, lineEnd, lineStart, nextLine } from './lines.ts';
import { insert, replace } from './parts.ts';

const isBlankBefore = (text: string, offset: number): boolean => isBlank(text, lineStart(text, offset), offset);

/** Inserts `lines` below `part` and the comments that belong to it, before the blank lines and comments that follow. */
export const insertBelow = (unit: YamlUnit, part: Span, lines: readonly string[]): TextEdit =>
  insert(endWithComments(unit, part), lines.map((l) => unit.eol + l).join(''));

/** The end of the last line of `part`, or of the comment lines below it that belong to its content. */
function endWithComments(unit: YamlUnit, part: Span): number {
  const { text } = unit;
  const column = columnOf(text, part.start);
  // The items of a list may stand in the column of its key.
  const hasItems = text.slice(part.start, part.end).includes(`\n${' '.repeat(column)}- `);
  let inItem = false;
  let end = lineEnd(text, part.end);
  for (let at = nextLine(text, part.end); at < text.length; at = nextLine(text, at)) {
    const stop = lineEnd(text, at);
    const comment = firstComment(unit, at, stop);
    if (isBlank(text, at, stop)) continue;
    if (!comment || !isBlank(text, at, comment.start)) break;
    const indent = comment.start - at;
    const content = text.slice(comment.start, stop);
    inItem = indent === column && hasItems && (/^# ?- /.test(content) || (inItem && /^# {2,}\S/.test(content)));
    if (indent <= column && !inItem && !isCode(content, indent, column)) break;
    end = stop;
  }
  return end;
}

/** A line that was commented out with `#` in front of its indentation, which is that of the content of `column`. */
const isCode = (comment: string, indent: number, column: number): boolean =>
  indent < column && indent + comment.search(/[^# ]/) > column && /^#+ +(?:- |["\w.-]+:(?: |$))/.test(comment);

/** Whether blank lines separate `parts`, the entries of a document. For a single part: whether it contains blank lines. */
export function standApart(unit: YamlUnit, parts: readonly Span[]): boolean {
  const [first, second] = parts;
  const { text } = unit;
  if (!first) return false;
  if (!second) return /\n[ \t]*\r?\n/.test(text.slice(first.start, first.end));
  const [last, before] = [parts.at(-1)!, parts.at(-2)!];
  return /\n[ \t]*\r?\n/.test(text.slice(lineEnd(text, before.end), last.start));
}

/** Inserts `lines` above `part`; with `aboveComments` also above the comment lines directly over it. */
export function insertAbove(unit: YamlUnit, part: Span, lines: readonly string[], aboveComments: boolean): TextEdit {
  const { text, eol } = unit;
  if (!isBlankBefore(text, part.start)) {
    // `part` is on the line of its dash: the new lines take that place.
    const pad = ' '.repeat(columnOf(text, part.start));
    return insert(part.start, `${lines.join(eol).trimStart()}${eol}${pad}`);
  }
  let at = lineStart(text, part.start);
  while (aboveComments && at > 0) {
    const above = lineStart(text, at - 1);
    const comment = firstComment(unit, above, at);
    if (!comment || comment.start - above !== columnOf(text, part.start) || !isBlank(text, above, comment.start)) break;
    at = above;
  }
  return insert(at, lines.map((l) => l + eol).join(''));
}

/** Removes a part of a collection that has others. `next` is the part behind it. */
export function removePart(unit: YamlUnit, part: Span, next: Span | undefined): TextEdit {
  const { text } = unit;
  if (isBlankBefore(text, part.start)) return removeLines(text, lineStart(text, part.start), part.end);
  // The first part is on the line of its dash: the next part moves up to the dash. Comments between them stay.
  const below = nextLine(text, part.end);
  const stop = next?.start ?? below;
  const comment = firstComment(unit, below, stop);
  return replace(part.start, comment?.start ?? stop, '');
}

/** Removes whole lines, from the line that begins at `start` through the line that contains `end`. */
export function removeLines(text: string, start: number, end: number): TextEdit {
  const stop = lineEnd(text, end);
  if (stop < text.length || start === 0) return replace(start, nextLine(text, end), '');
  // The last line of the text has no line break: the line break before it goes.
  return replace(lineEnd(text, lineStart(text, start - 1)), text.length, '');
}
