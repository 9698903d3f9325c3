/** Sets keys of maps and adds items to sequences, in the style of the document. Edits refer to `unit.text`. */
import type { TextEdit } from '../../text/span.ts';
import { lens } from '../lens.ts';
import type { YamlEntry, YamlMap, YamlSeq, YamlUnit } from '../node.ts';
import { isShared, stepsTo } from '../walk.ts';
import { insertAbove, insertBelow, standApart } from './block.ts';
import { fixedPlace, isConditional } from './branches.ts';
import { insertPart, isMultiLine, opensLines, partColumn } from './flow.ts';
import { columnOf, isBlank, lineEnd, lineStart } from './lines.ts';
import { type Collection, insert, isUneditable, joined, partSpans, replace } from './parts.ts';
import type { YamlInput } from './plain.ts';
import { doubleQuoted, entryLines, itemLines, printString, styleBelow, styleOf } from './print.ts';
import { flowText, linesAt, replaceValue } from './value.ts';

/** The place of a new key. By default, and when the map has none of the named keys: behind the last entry. */
export interface Placement {
  /** Behind the last of these keys that the map has. */
  readonly after?: readonly string[];
  /** Otherwise before the first of these. */
  readonly before?: readonly string[];
  readonly first?: boolean;
}

/**
 * Sets `key` of `map` to the value. Replaces the existing entry (the last of duplicates) or inserts one; a new entry overrides a key that
 * `<<` merges in. No edits when the key already has that value, when the map has `? key` entries, or when a template may add the key.
 */
export function setKey(
  unit: YamlUnit,
  map: YamlMap,
  key: string,
  value: YamlInput,
  options: Placement = {},
): TextEdit[] {
  const own = ownEntry(map, key);
  if (own) return replaceValue(unit, map, own, value);
  // The template may already write the key.
  if (map.open) return [];
  if (map.flow && isEmptyBlockish(unit, map)) {
    const edits = openAsBlock(unit, map, { [key]: value });
    if (edits) return edits;
  }
  if (isUneditable(unit, map)) return [];
  const parts = partSpans(map);
  const index = map.flow ? placeOf(map, options) : fixedPlace(unit, map.span, parts, placeOf(map, options));
  if (index === undefined) return [];
  if (map.flow) {
    const column = partColumn(unit, map);
    const name = unit.json || hasQuotedKeys(unit, map) ? doubleQuoted(key) : printString(key, styleOf(unit), true);
    const multiLine = isMultiLine(unit, map) || (parts.length === 0 && opensLines(unit));
    return joined(insertPart(unit, map, index, `${name}: ${flowText(unit, column, value, multiLine)}`));
  }
  const column = columnOf(unit.text, parts[0]!.start);
  const style = index >= 0 ? styleBelow(unit, parts[index]!.end, column) : styleOf(unit);
  const lines = entryLines(key, value, style, column);
  const apart = map === unit.root && lines.length > 1 && index === parts.length - 1 && standApart(unit, parts);
  if (index >= 0) return [insertBelow(unit, parts[index]!, apart ? ['', ...lines] : lines)];
  return [insertAbove(unit, parts[0]!, lines, map !== unit.root)];
}

function ownEntry(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.findLast((e) => e.key === key && !e.templatedKey);
}

/** The index of the part behind which a new entry goes; `-1` for the first place. */
function placeOf(map: YamlMap, { after, before, first }: Placement): number {
  const starts = partSpans(map).map((p) => p.start);
  const indexOf = (e: YamlEntry): number => starts.indexOf(e.span.start);
  const last = map.entries.findLast((e) => after?.includes(e.key));
  if (last) return indexOf(last);
  const next = map.entries.find((e) => before?.includes(e.key));
  if (next) return indexOf(next) - 1;
  return first ? -1 : starts.length - 1;
}

const hasQuotedKeys = (unit: YamlUnit, map: YamlMap): boolean => unit.text[map.entries[0]?.keySpan.start ?? -1] === '"';

/** Whether an empty `{}` or `[]` may become a block collection: it has no properties or comments, and the document is not JSON. */
function isEmptyBlockish(unit: YamlUnit, node: Collection): boolean {
  const { start, end } = node.span;
  return (
    !unit.json && !node.anchor && !node.tag && partSpans(node).length === 0 && isBlank(unit.text, start + 1, end - 1)
  );
}

/** Replaces an empty flow collection by one with content in block style; `undefined` inside another flow collection. */
function openAsBlock(unit: YamlUnit, node: Collection, value: YamlInput): TextEdit[] | undefined {
  const step = stepsTo(unit.root, node)?.at(-1);
  if (step?.parent.flow) return undefined;
  if (step?.parent.type === 'map') {
    const owner = step.parent.entries.find((e) => e === step.part);
    return owner && !owner.explicit ? replaceValue(unit, step.parent, owner, value) : undefined;
  }
  const { text } = unit;
  const { start, end } = node.span;
  if (!step && !isBlank(text, lineStart(text, start), start)) return undefined;
  const column = columnOf(text, start);
  const lines = linesAt(styleBelow(unit, end, column), value, column);
  const [first = '', ...rest] = lines;
  return joined([
    replace(start, end, first.trimStart()),
    insert(lineEnd(text, end), rest.map((l) => unit.eol + l).join('')),
  ]);
}

/**
 * Sets the key at the end of `path` (below `map`) to the value, and creates missing maps on the way. `options` places the first new key.
 * No edits when the path leads through something that is not a map, through a map that `<<` merges in, or
 * through one that an alias shares.
 */
export function setPath(
  unit: YamlUnit,
  map: YamlMap,
  path: readonly string[],
  value: YamlInput,
  options: Placement = {},
): TextEdit[] {
  let here = map;
  let conditional = false;
  for (let i = 0; i < path.length; i++) {
    const key = path[i]!;
    const nested = path.slice(i + 1).reduceRight<YamlInput>((inner, k) => ({ [k]: inner }), value);
    const own = ownEntry(here, key);
    conditional ||= own !== undefined && isConditional(unit, own.span.start, here.span);
    if (i === path.length - 1) return conditional && !own ? [] : setKey(unit, here, key, nested, options);
    if (!own) return lens(here).get(key).at ? [] : setKey(unit, here, key, nested, options);
    const below = own.value;
    // A template that leaves the map out leaves out what is added to it.
    if (conditional && below?.type !== 'map') return [];
    if (!below || (below.type === 'scalar' && below.value === null)) return replaceValue(unit, here, own, nested);
    // An edit of a map that aliases share would change all of its readers.
    if (below.type !== 'map' || isShared(unit, below)) return [];
    here = below;
  }
  return [];
}

/** Adds `value` as the last item. */
export function appendItem(unit: YamlUnit, seq: YamlSeq, value: YamlInput): TextEdit[] {
  if (seq.flow && typeof value === 'object' && value !== null && isEmptyBlockish(unit, seq)) {
    const edits = openAsBlock(unit, seq, [value]);
    if (edits) return edits;
  }
  if (isUneditable(unit, seq)) return [];
  const parts = partSpans(seq);
  if (seq.flow) {
    const multiLine = isMultiLine(unit, seq) || (parts.length === 0 && opensLines(unit));
    return joined(insertPart(unit, seq, parts.length - 1, flowText(unit, partColumn(unit, seq), value, multiLine)));
  }
  const column = columnOf(unit.text, parts[0]!.start);
  const behind = parts[fixedPlace(unit, seq.span, parts, parts.length - 1) ?? -1];
  return behind ? [insertBelow(unit, behind, itemLines(value, styleBelow(unit, behind.end, column), column))] : [];
}
