/** Edits one YAML node, of any file. */
import type { Context } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { deleteItem, deleteKey, isTooLong, joined, setScalar } from '../yaml/edit/edit.ts';
import type { Entry } from '../yaml/lens.ts';
import { lastOf, type YamlNode } from '../yaml/node.ts';
import { isShared, stepsTo } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';

/** Replaces the value of a scalar. Empty if an alias or anchor shares it. */
export function changeScalar(ctx: Context, node: YamlNode | undefined, value: string): TextEdit[] {
  const unit = yamlOf(ctx);
  return unit && node?.type === 'scalar' && !isShared(unit, node) ? setScalar(unit, node, value) : [];
}

/** Renames a key. Empty if an alias or anchor shares its map, or if the map has the other key too. */
export function renameKey(ctx: Context, { via, entry }: Entry, to: string): TextEdit[] {
  const unit = yamlOf(ctx);
  const node = entry.value;
  const map =
    unit && node && via === undefined && !isShared(unit, node) ? stepsTo(unit.root, node)?.at(-1)?.parent : undefined;
  if (!unit || map?.type !== 'map' || entry.explicit || lastOf(map, to)) return [];
  const { start, end } = entry.keySpan;
  const quote = /^["']/.exec(unit.text.slice(start, end))?.[0] ?? '';
  return [{ span: entry.keySpan, text: quote + to + quote }];
}

/** `deleteNode` for several nodes. Adjacent lines, and lines at the end of the text, are removed in one edit. */
export const deleteNodes = (ctx: Context, nodes: readonly (YamlNode | undefined)[]): TextEdit[] =>
  joined(nodes.flatMap((node) => deleteNode(ctx, node))).map((edit) => withComma(ctx.unit.text, edit));

/** Where the last items of a flow list are removed, the comma before them goes too. */
function withComma(text: string, edit: TextEdit): TextEdit {
  const { start, end } = edit.span;
  if (edit.text !== '' || !/^\s*[\]}]/.test(text.slice(end, end + 100))) return edit;
  const comma = /,\s*$/.exec(text.slice(Math.max(0, start - 100), start));
  return comma ? { span: { start: start - comma[0].length, end }, text: '' } : edit;
}

const REMOVAL = { prune: true, explained: true } as const;

/**
 * Removes the map entry or list item whose value is the node, the maps and lists that become empty, and the comment above
 * that explains it. No edits if the node is
 * reached through an alias, or shared by one.
 */
export function deleteNode(ctx: Context, node: YamlNode | undefined): TextEdit[] {
  const unit = yamlOf(ctx);
  const step = unit && node && !isShared(unit, node) ? stepsTo(unit.root, node)?.at(-1) : undefined;
  if (!unit || !step || isTooLong(step.parent)) return [];
  if (step.parent.type === 'seq') {
    const index = step.parent.items.findIndex((item) => Object.is(item, step.part));
    return index >= 0 ? deleteItem(unit, step.parent, index, REMOVAL) : [];
  }
  const entry = step.parent.entries.find((e) => e === step.part);
  return entry ? deleteKey(unit, step.parent, entry.key, REMOVAL) : [];
}
