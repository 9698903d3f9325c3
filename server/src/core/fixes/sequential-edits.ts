/** Several edits of one YAML document that lie close together. Each step works on the text that the previous one produced. */
import { applyEdits, difference } from '../text/edits.ts';
import { contains, type Span, type TextEdit } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isShared } from '../yaml/walk.ts';

/** Computes edits of the document in its current state. Empty: nothing to change. `undefined`: the change is impossible. */
export type EditStep = (unit: YamlUnit) => readonly TextEdit[] | undefined;

/**
 * The result of all steps as few line edits. `undefined` if a step fails, or if a comment line outside the `replaced` spans would be
 * lost.
 */
export function sequentialEdits(
  unit: YamlUnit,
  steps: readonly EditStep[],
  replaced: readonly Span[] = [],
): TextEdit[] | undefined {
  let now = unit;
  for (const step of steps) {
    const edits = step(now);
    if (!edits) return undefined;
    if (edits.length > 0) now = parseYaml(applyEdits(now.text, edits), { json: unit.json });
  }
  const left = commentLines(now);
  return commentLines(unit, replaced).every((c) => left.includes(c)) ? difference(unit.text, now.text) : undefined;
}

/** Comments on lines of their own. Others move with the text beside them. */
const commentLines = ({ text, comments }: YamlUnit, except: readonly Span[] = []): string[] =>
  comments
    .filter((c) => !except.some((s) => contains(s, c)))
    .filter((c) => text.slice(text.lastIndexOf('\n', c.start - 1) + 1, c.start).trim() === '')
    .map((c) => text.slice(c.start, c.end).trimEnd());

/** The edits, or `undefined` if there are none: for a step that must change something, none means that it failed. */
export const needed = (edits: readonly TextEdit[]): readonly TextEdit[] | undefined =>
  edits.length > 0 ? edits : undefined;

/**
 * The entry at a path of keys, and its map. `undefined` if it is not written there directly: it is reached through a merge key or an
 * alias, or an alias repeats it elsewhere.
 */
export function ownEntry(
  unit: YamlUnit,
  path: readonly string[],
): { readonly map: YamlMap; readonly entry: YamlEntry } | undefined {
  let node = unit.root;
  let found: { map: YamlMap; entry: YamlEntry } | undefined;
  for (const key of path) {
    if (node?.type !== 'map') return undefined;
    const entry = node.entries.findLast((e) => e.key === key && !e.templatedKey);
    if (!entry || entry.alias) return undefined;
    found = { map: node, entry };
    node = entry.value;
  }
  if (!found || isShared(unit, found.map) || (node && isShared(unit, node))) return undefined;
  return found;
}
