/** Replaces the value of an entry: a scalar, a collection, or a missing value. */
import type { TextEdit } from '../../text/span.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlUnit } from '../node.ts';
import { holdsTarget } from '../walk.ts';
import { isMultiLine, opensLines } from './flow.ts';
import { columnOf, firstComment, lineEnd, lineStart } from './lines.ts';
import { insert, joined, replace } from './parts.ts';
import { isInputMap, isList, sameValue, type YamlInput } from './plain.ts';
import {
  itemLines,
  likeScalar,
  literalLines,
  mapLines,
  printFlow,
  printInline,
  printJson,
  type Style,
  styleBelow,
  styleOf,
  valueLines,
} from './print.ts';

/** Sets the value of `entry` in `map` to `value`. No edits when it already has that value. */
export function replaceValue(unit: YamlUnit, map: YamlMap, entry: YamlEntry, value: YamlInput): TextEdit[] {
  if (entry.explicit) return [];
  const old = entry.alias ? undefined : entry.value;
  if (entry.alias ? sameValue(entry.value, value) : old ? sameValue(old, value) : value === null) return [];
  const written = entry.alias ?? old?.span;
  if (written && holdsTarget(unit, written, old)) return [];
  const edits = old?.tagSpan ? [withoutTag(unit, old)] : [];
  if (map.flow || unit.json) return joined([...edits, ...inFlow(unit, map, entry, old, value)]);
  const inline = inlineValue(unit, entry, old, value);
  return joined([
    ...edits,
    ...(inline === undefined ? toBlock(unit, entry, old, value) : toInline(unit, entry, old, inline)),
  ]);
}

/** The style for the value of `entry`. No block scalars where a comment stands beside the value or would become part of it. */
function styleFor(unit: YamlUnit, entry: YamlEntry, end: number): Style {
  const style = styleBelow(unit, end, columnOf(unit.text, entry.keySpan.start));
  return firstComment(unit, entry.keySpan.end, lineEnd(unit.text, end)) ? { ...style, literals: false } : style;
}

function withoutTag(unit: YamlUnit, node: YamlNode): TextEdit {
  const { start, end } = node.tagSpan!;
  // Also removes the space on one side: the other one still separates the neighbours.
  if (unit.text[end] === ' ' && end < node.span.start) return replace(start, end + 1, '');
  return replace(unit.text[start - 1] === ' ' ? start - 1 : start, end, '');
}

/** The value as text for the line of the key; `undefined` when it needs lines below. */
function inlineValue(
  unit: YamlUnit,
  entry: YamlEntry,
  old: YamlNode | undefined,
  value: YamlInput,
): string | undefined {
  const style = styleFor(unit, entry, (entry.alias ?? old?.span ?? entry.span).end);
  if (typeof value === 'string') {
    if (old?.type === 'scalar' && (old.style === 'single' || old.style === 'double')) {
      return likeScalar(old, value, style, false);
    }
    const literal = literalLines(value, style, columnOf(unit.text, entry.keySpan.start) + style.indent);
    if (literal) return literal.join(unit.eol);
  }
  const keepsFlow =
    old && old.type !== 'scalar' && old.flow && (old.type === 'map' ? old.entries.length : old.items.length);
  return keepsFlow ? printFlow(value, style) : printInline(value, style);
}

/** The offset behind the colon and the anchor, where a value can begin. */
function valueAt(entry: YamlEntry, old: YamlNode | undefined, unit: YamlUnit): number {
  if (old?.anchorSpan) return Math.max(old.anchorSpan.end, colonEnd(unit, entry));
  return colonEnd(unit, entry);
}

function colonEnd(unit: YamlUnit, entry: YamlEntry): number {
  const at = unit.text.indexOf(':', entry.keySpan.end);
  return at === -1 || at >= entry.span.end ? entry.keySpan.end : at + 1;
}

function toInline(unit: YamlUnit, entry: YamlEntry, old: YamlNode | undefined, text: string): TextEdit[] {
  const written = entry.alias ?? old?.span;
  const at = valueAt(entry, old, unit);
  if (!written || written.start === written.end) return [insert(at, ` ${text}`)];
  const sameLine = lineStart(unit.text, written.start) <= at;
  if (!sameLine) {
    // The old value begins on a line below. The comments between stay; the new value goes behind the colon.
    const above = lineEnd(unit.text, lineStart(unit.text, written.start) - 2);
    return [insert(at, ` ${text}`), replace(Math.max(at, above), endOfValue(unit, old, written.end), '')];
  }
  const comment = headerComment(unit, old);
  if (!comment || text.includes('\n')) return [replace(written.start, written.end, text)];
  return [replace(written.start, comment.start, `${text} `), replace(comment.end, written.end, '')];
}

/** The comment behind the header of a block scalar. It lies inside the scalar's span. */
export const headerComment = (unit: YamlUnit, old: YamlNode | undefined) =>
  old?.type === 'scalar' && (old.style === 'literal' || old.style === 'folded')
    ? firstComment(unit, old.span.start, Math.min(old.span.end, lineEnd(unit.text, old.span.start)))
    : undefined;

/** The end of the text that is replaced with an old value. For a block collection it includes the comment behind its last line. */
const endOfValue = (unit: YamlUnit, old: YamlNode | undefined, end: number): number =>
  old && old.type !== 'scalar' && !old.flow ? lineEnd(unit.text, end) : end;

function toBlock(unit: YamlUnit, entry: YamlEntry, old: YamlNode | undefined, value: YamlInput): TextEdit[] {
  const { text, eol } = unit;
  const style = styleFor(unit, entry, (entry.alias ?? old?.span ?? entry.span).end);
  const column = columnOf(text, entry.keySpan.start);
  if (old && old.type !== 'scalar' && !old.flow) {
    const own = columnOf(text, old.span.start);
    const fits = own > column || (own === column && isList(value) && old.type === 'seq');
    const lines = fits ? linesAt(style, value, own) : valueLines(value, style, column);
    return [replace(lineStart(text, old.span.start), old.span.end, lines.join(eol))];
  }
  const lines = valueLines(value, style, column)
    .map((l) => eol + l)
    .join('');
  const written = entry.alias ?? old?.span;
  const at = valueAt(entry, old, unit);
  if (!written || written.start === written.end) return [insert(lineEnd(text, at), lines)];
  const comment = headerComment(unit, old);
  if (comment) return [replace(written.start, comment.start, ''), replace(comment.end, written.end, lines)];
  const below = text.slice(at, written.start).includes('\n');
  const [start, end] = [lineStart(text, written.start), lineEnd(text, written.end)];
  // The old value has a line of its own, which the new lines replace.
  if (below && `${text.slice(start, written.start)}${text.slice(written.end, end)}`.trim() === '')
    return [replace(start, end, lines.slice(eol.length))];
  const begins = below ? written.start : at;
  return [replace(begins, written.end, ''), insert(end, lines)];
}

export function linesAt(style: Style, value: YamlInput, column: number): string[] {
  if (isList(value)) return value.flatMap((v) => itemLines(v, style, column));
  return isInputMap(value) ? mapLines(value, style, column) : [];
}

function inFlow(
  unit: YamlUnit,
  map: YamlMap,
  entry: YamlEntry,
  old: YamlNode | undefined,
  value: YamlInput,
): TextEdit[] {
  const written = entry.alias ?? old?.span;
  const text = flowText(unit, columnOf(unit.text, entry.keySpan.start), value, isMultiLine(unit, map), old);
  if (written && written.start < written.end) return [replace(written.start, written.end, text)];
  const at = valueAt(entry, old, unit);
  const colon = at === entry.keySpan.end && unit.text[at - 1] !== ':' ? ':' : '';
  const space = /[,}\]\s]/.test(unit.text[at] ?? ',') ? '' : ' ';
  return [insert(at, `${colon} ${text}${space}`)];
}

/** A value as text inside a flow collection; the entry or item begins at `column`. */
export function flowText(unit: YamlUnit, column: number, value: YamlInput, multiLine: boolean, old?: YamlNode): string {
  const style = styleOf(unit);
  if (unit.json && (multiLine || opensLines(unit))) return printJson(value, style, column, unit.eol);
  if (typeof value === 'string' && old?.type === 'scalar') return likeScalar(old, value, style, true);
  return printFlow(value, style);
}
