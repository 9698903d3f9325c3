/**
 * Removes keys and items with their lines. The comment behind a removed part goes too, with `explained` also the one above that is about it;
 * all other comments stay.
 */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlItem, YamlMap, YamlSeq, YamlUnit } from '../node.ts';
import { holdsTarget, stepsTo } from '../walk.ts';
import { removeLines, removePart } from './block.ts';
import { withExplanation } from './explanation.ts';
import { removeParts } from './flow.ts';
import { lineStart } from './lines.ts';
import { type Collection, insert, isUneditable, joined, partSpans, replace } from './parts.ts';

export interface Removal {
  /** Also removes each collection that becomes empty, outwards up to a service or container. Otherwise writes `{}` or `[]`. */
  readonly prune?: boolean;
  /** Also removes the comment lines directly above that explain the part (`explanation.ts`). */
  readonly explained?: boolean;
}

/** Keys whose entries or items mean something even when empty: a service or container is not removed with its content. */
const HOLDERS = new Set(['services', 'containers', 'initContainers', 'ephemeralContainers']);

/** Parts of a collection from which a fix removes some. Each finding has its own fix, so in longer lists they would cost the square of the length. */
const MOST_PARTS = 1000;

/** Whether a collection has so many parts that none is removed. */
export const isTooLong = (node: Collection): boolean =>
  (node.type === 'seq' ? node.items.length : node.entries.length) > MOST_PARTS;

/**
 * Removes `key` from `map`, with all its duplicates. No edits when the map itself does not have the key, or when an alias refers to
 * something in it.
 */
export function deleteKey(unit: YamlUnit, map: YamlMap, key: string, options: Removal = {}): TextEdit[] {
  const spans = map.entries.filter((e) => e.key === key && !e.templatedKey).map((e) => e.span);
  return removeSpans(unit, map, spans, options);
}

/** Removes the item at `index` from `seq`, and every other item with the same text. */
export function deleteItem(unit: YamlUnit, seq: YamlSeq, index: number, options: Removal = {}): TextEdit[] {
  const item = seq.items[index];
  if (!item || isTooLong(seq)) return [];
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
  if (spans.length === 0 || isTooLong(node) || isUneditable(unit, node) || spans.some((s) => holdsTarget(unit, s)))
    return [];
  const parts = partSpans(node);
  const indexes = spans.map((s) => parts.findIndex((p) => p.start === s.start && p.end === s.end));
  if (indexes.length === parts.length) {
    const steps = stepsTo(unit.root, node) ?? [];
    const step = steps.at(-1);
    const holder = steps.at(-2)?.part;
    const isKept = holder !== undefined && 'key' in holder && HOLDERS.has(holder.key);
    if (options.prune && step?.part && !isKept) {
      const { parent, part } = step;
      // Without its duplicates, or one of them would take effect.
      if (parent.type === 'map' && 'key' in part && !part.templatedKey)
        return deleteKey(unit, parent, part.key, options);
      return removeSpans(unit, parent, [part.span], options);
    }
    return node.flow ? removeParts(unit, node, indexes) : emptied(unit, node, step !== undefined);
  }
  if (node.flow) return joined(removeParts(unit, node, indexes));
  return joined(
    indexes.map((i) => {
      const edit = removePart(unit, parts[i]!, parts[i + 1]);
      return options.explained ? withExplanation(unit, node, parts[i]!, parts[i + 1], edit) : edit;
    }),
  );
}

/** Replaces a block collection by `{}` or `[]`. */
function emptied(unit: YamlUnit, node: Collection, nested: boolean): TextEdit[] {
  const { text } = unit;
  const { start, end } = node.span;
  const empty = node.type === 'map' ? '{}' : '[]';
  const line = lineStart(text, start);
  const own = text.slice(line, start).trim() === '';
  if (!nested || !own) return [replace(start, end, empty)];
  // The lines go; comments above them stay. The brackets go behind the colon.
  const at = ownerEnd(unit, node);
  if (at === undefined) return [replace(start, end, empty)];
  return joined([insert(at, ` ${empty}`), removeLines(text, line, end)]);
}

/** The offset behind the collection's colon or dash, anchor and tag. */
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
