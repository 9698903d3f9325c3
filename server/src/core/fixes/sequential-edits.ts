/** Several edits of one YAML document that lie close to each other: each is made on the text as the one before left it. */
import { applyEdits, difference } from '../text/edits.ts';
import { contains, type Span, type TextEdit } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isShared } from '../yaml/walk.ts';

/** Edits of a document as it stands then; none when nothing is to be done, `undefined` when it cannot be done. */
export type EditStep = (unit: YamlUnit) => readonly TextEdit[] | undefined;

/**
 * What all steps together make of the document, as few line edits; `undefined` when one of them cannot be done, or takes a comment line along
 * that does not stand in one of the `replaced` places.
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

/** Comments with lines of their own: others go with what they stand beside. */
const commentLines = ({ text, comments }: YamlUnit, except: readonly Span[] = []): string[] =>
  comments
    .filter((c) => !except.some((s) => contains(s, c)))
    .filter((c) => text.slice(text.lastIndexOf('\n', c.start - 1) + 1, c.start).trim() === '')
    .map((c) => text.slice(c.start, c.end).trimEnd());

/** The edits, or `undefined` for none: where an edit is needed, none means that it cannot be made. */
export const needed = (edits: readonly TextEdit[]): readonly TextEdit[] | undefined =>
  edits.length > 0 ? edits : undefined;

/**
 * The entry at a path of keys, and the map that it stands in. `undefined` where it is not written there itself: a merge key or an alias
 * leads to it, or an alias shows it elsewhere too.
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
