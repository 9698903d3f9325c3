/** Taking keys and items out of a document, with their lines; comments other than the one behind a removed part stay. */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlItem, YamlMap, YamlSeq, YamlUnit } from '../node.ts';
import { holdsTarget, stepsTo } from '../walk.ts';
import { removeLines, removePart } from './block.ts';
import { removeParts } from './flow.ts';
import { lineStart } from './lines.ts';
import { type Collection, insert, isUneditable, joined, partSpans, replace } from './parts.ts';

export interface Removal {
  /** Takes out a collection that becomes empty too, and so on outwards up to a service or container; else `{}` or `[]` is written. */
  readonly prune?: boolean;
}

/** Keys whose entries or items are something whatever stands in them: one that becomes empty is not taken out with its content. */
const HOLDERS = new Set(['services', 'containers', 'initContainers', 'ephemeralContainers']);

/**
 * Takes `key` out of `map`, all of it when it is there twice. No edit when the map has no such key of its own, or when an alias
 * refers to something in it.
 */
export function deleteKey(unit: YamlUnit, map: YamlMap, key: string, options: Removal = {}): TextEdit[] {
  const spans = map.entries.filter((e) => e.key === key && !e.templatedKey).map((e) => e.span);
  return removeSpans(unit, map, spans, options);
}

/** Takes the item at `index` out of `seq`, and every other that is the same scalar. */
export function deleteItem(unit: YamlUnit, seq: YamlSeq, index: number, options: Removal = {}): TextEdit[] {
  const item = seq.items[index];
  if (!item) return [];
  const text = textOf(item);
  const same = seq.items.filter((one) => one === item || (text !== undefined && textOf(one) === text));
  return removeSpans(
    unit,
    seq,
    same.map((one) => one.span),
    options,
  );
}

const textOf = ({ value, alias }: YamlItem): string | undefined =>
  value?.type === 'scalar' && !alias && !value.templated ? value.text : undefined;

function removeSpans(unit: YamlUnit, node: Collection, spans: readonly Span[], options: Removal): TextEdit[] {
  if (spans.length === 0 || isUneditable(unit, node) || spans.some((s) => holdsTarget(unit, s))) return [];
  const parts = partSpans(node);
  const indexes = spans.map((s) => parts.findIndex((p) => p.start === s.start && p.end === s.end));
  if (indexes.length === parts.length) {
    const steps = stepsTo(unit.root, node) ?? [];
    const step = steps.at(-1);
    const holder = steps.at(-2)?.part;
    const isKept = holder !== undefined && 'key' in holder && HOLDERS.has(holder.key);
    if (options.prune && step?.part && !isKept) return removeSpans(unit, step.parent, [step.part.span], options);
    return node.flow ? removeParts(unit, node, indexes) : emptied(unit, node, step !== undefined);
  }
  if (node.flow) return joined(removeParts(unit, node, indexes));
  return joined(indexes.map((i) => removePart(unit, parts[i]!, parts[i + 1])));
}

/** `{}` or `[]` in place of a block collection. */
function emptied(unit: YamlUnit, node: Collection, nested: boolean): TextEdit[] {
  const { text } = unit;
  const { start, end } = node.span;
  const empty = node.type === 'map' ? '{}' : '[]';
  const line = lineStart(text, start);
  const own = text.slice(line, start).trim() === '';
  if (!nested || !own) return [replace(start, end, empty)];
  // Its lines go, comments above them stay; the brackets stand behind the colon.
  const at = ownerEnd(unit, node);
  if (at === undefined) return [replace(start, end, empty)];
  return joined([insert(at, ` ${empty}`), removeLines(text, line, end)]);
}

/** Behind the colon or the dash that the collection belongs to, and its anchor or tag. */
function ownerEnd(unit: YamlUnit, node: Collection): number | undefined {
  const step = stepsTo(unit.root, node)?.at(-1);
  if (!step?.part) return undefined;
  const properties = Math.max(node.anchorSpan?.end ?? 0, node.tagSpan?.end ?? 0);
  const { part } = step;
  if (!('key' in part)) return Math.max(part.span.start + 1, properties);
  if (part.explicit) return undefined;
  const colon = unit.text.indexOf(':', part.keySpan.end);
  return Math.max(colon + 1, properties);
}
