/** Adds and removes parts of flow collections (`{…}`, `[…]`), on one line or on several, in YAML and in JSON. */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlUnit } from '../node.ts';
import { columnOf, firstComment, isBlank, lineEnd, lineStart, nextLine, restIsComment, skipTrivia } from './lines.ts';
import { type Collection, insert, isUneditable, partSpans, replace } from './parts.ts';
import { styleOf } from './print.ts';

/** Whether each part begins on a line of its own. */
export function isMultiLine(unit: YamlUnit, node: Collection): boolean {
  const first = partSpans(node)[0];
  return !!first && unit.text.slice(node.span.start, first.start).includes('\n');
}

/** The column of the parts of `node`, or of the parts that it would have. */
export function partColumn(unit: YamlUnit, node: Collection): number {
  const first = partSpans(node)[0];
  if (first) return columnOf(unit.text, first.start);
  const start = lineStart(unit.text, node.span.start);
  const indent = /^[ \t]*/.exec(unit.text.slice(start, node.span.start))?.[0].length ?? 0;
  return indent + styleOf(unit).indent;
}

/** Whether an empty collection gets its first part on a line of its own: in JSON, unless it is minified. */
export const opensLines = (unit: YamlUnit): boolean => unit.json && unit.text.trimEnd().includes('\n');

/** Adds `text` as a part behind the part at `index` (`-1`: as the first). */
export function insertPart(unit: YamlUnit, node: Collection, index: number, text: string): TextEdit[] {
  if (isUneditable(unit, node)) return [];
  const parts = partSpans(node);
  const previous = parts[index];
  const pad = ' '.repeat(partColumn(unit, node));
  if (parts.length === 0) return [intoEmpty(unit, node, text, pad)];
  const lines = isMultiLine(unit, node);
  if (!previous) {
    const first = parts[0]!.start;
    return [insert(first, lines ? `${text},${unit.eol}${pad}` : `${text}, `)];
  }
  const comma = commaBehind(unit, previous.end);
  if (lines && restIsComment(unit, comma === undefined ? previous.end : comma + 1)) {
    const end = lineEnd(unit.text, comma ?? previous.end);
    const line = `${unit.eol}${pad}${text}`;
    if (comma !== undefined) return [insert(end, `${line},`)];
    return end === previous.end ? [insert(end, `,${line}`)] : [insert(previous.end, ','), insert(end, line)];
  }
  return [insert(previous.end, lines ? `,${unit.eol}${pad}${text}` : `, ${text}`)];
}

function intoEmpty(unit: YamlUnit, node: Collection, text: string, pad: string): TextEdit {
  const from = node.span.start + 1;
  const to = node.span.end - 1;
  if (!isBlank(unit.text, from, to)) return insert(from, text);
  if (!opensLines(unit)) return replace(from, to, text);
  const outer = pad.slice(styleOf(unit).indent);
  return replace(from, to, `${unit.eol}${pad}${text}${unit.eol}${outer}`);
}

/** The offset of the comma that follows `offset`, behind any comments and white space. */
function commaBehind(unit: YamlUnit, offset: number): number | undefined {
  const at = skipTrivia(unit, offset);
  return unit.text[at] === ',' ? at : undefined;
}

/** Removes the parts at `indexes`, each with a comma; `[]` when the collection cannot be edited. */
export function removeParts(unit: YamlUnit, node: Collection, indexes: readonly number[]): TextEdit[] {
  if (isUneditable(unit, node)) return [];
  const parts = partSpans(node);
  if (indexes.length === parts.length && !firstComment(unit, node.span.start, node.span.end)) {
    return [replace(node.span.start + 1, node.span.end - 1, '')];
  }
  const edits = indexes.map((i) => removal(unit, parts[i]!));
  // The last part that is left keeps no new trailing comma: JSON forbids it.
  const kept = parts.findLastIndex((_, i) => !indexes.includes(i));
  const last = parts.length - 1;
  if (kept !== -1 && kept !== last && commaBehind(unit, parts[last]!.end) === undefined) {
    const comma = commaBehind(unit, parts[kept]!.end);
    if (comma !== undefined) edits.push(replace(comma, comma + 1, ''));
  }
  return edits;
}

/** Removes a part and the comma behind it; whole lines if nothing else is on them. */
function removal(unit: YamlUnit, part: Span): TextEdit {
  const { text } = unit;
  const comma = commaBehind(unit, part.end);
  // A comment stands between the part and its comma: it stays, so the comma is a separate edit.
  const commented = comma !== undefined && firstComment(unit, part.end, comma);
  const end = comma === undefined || commented ? part.end : comma + 1;
  if (!commented && isBlank(text, lineStart(text, part.start), part.start) && restIsComment(unit, end)) {
    const next = nextLine(text, end);
    if (next > lineEnd(text, end)) return replace(lineStart(text, part.start), next, '');
  }
  if (commented) return replace(part.start, comma + 1, commentsIn(unit, part.end, comma));
  const following = comma === undefined ? end : skipSpaces(text, end);
  if (comma !== undefined || text[part.start - 1] !== ' ') return replace(part.start, following, '');
  return replace(part.start - spacesBefore(text, part.start), end, '');
}

/** The text between two offsets, with the comments that must stay. */
const commentsIn = (unit: YamlUnit, from: number, to: number): string => unit.text.slice(from, to).trimStart();

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function spacesBefore(text: string, offset: number): number {
  let count = 0;
  while (text[offset - count - 1] === ' ') count++;
  return text[offset - count - 1] === '\n' ? 0 : count;
}
