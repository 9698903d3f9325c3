import type { Span } from '../text/span.ts';
import { contains } from '../text/span.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq, YamlUnit } from './node.ts';

/**
 * Visits `root` and every node written below it once, in source order. Does not follow aliases, so that the cost is linear in the text.
 * `visit` may return `false` to skip the nodes below. Does not recurse.
 */
export function walk(root: YamlNode | undefined, visit: (node: YamlNode) => unknown): void {
  const open: YamlNode[] = root ? [root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (visit(node) === false) continue;
    const below = asWritten(node);
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i]!);
  }
}

/** The values written directly below `node`, in source order: without aliases, with maps written at a `<<`. */
function asWritten(node: YamlNode): YamlNode[] {
  const out: YamlNode[] = [];
  if (node.type === 'scalar') return out;
  for (const child of node.type === 'map' ? node.entries : node.items) {
    if (child.value && !child.alias) out.push(child.value);
  }
  if (node.type === 'map' && node.merges.length > 0) {
    for (const m of node.merges) if (contains(m.at, m.map.span)) out.push(m.map);
    out.sort((a, b) => a.span.start - b.span.start);
  }
  return out;
}

/** A collection on the path to a node, and its part that leads further (`undefined` below a `<<`). */
export interface Step {
  readonly parent: YamlMap | YamlSeq;
  readonly part: YamlEntry | YamlItem | undefined;
}

const known = new WeakMap<YamlMap | YamlSeq, ReadonlyMap<YamlNode, YamlEntry | YamlItem>>();

/** The parts of a collection by their values, as written. Kept, since a long list has a finding, and so a search, for each of its items. */
function partsByValue(parent: YamlMap | YamlSeq): ReadonlyMap<YamlNode, YamlEntry | YamlItem> {
  const before = known.get(parent);
  if (before) return before;
  const parts: readonly (YamlEntry | YamlItem)[] = parent.type === 'map' ? parent.entries : parent.items;
  const found = new Map<YamlNode, YamlEntry | YamlItem>();
  for (const part of parts) if (!part.alias && part.value && !found.has(part.value)) found.set(part.value, part);
  known.set(parent, found);
  return found;
}

/** The path from `root` down to the place where `node` is written, outermost first; `undefined` when it is not written below `root`. */
export function stepsTo(root: YamlNode | undefined, node: YamlNode): Step[] | undefined {
  const steps: Step[] = [];
  let here = root;
  while (here && here !== node) {
    if (here.type === 'scalar') return undefined;
    const parent: YamlMap | YamlSeq = here;
    const parts: readonly (YamlEntry | YamlItem)[] = parent.type === 'map' ? parent.entries : parent.items;
    const holds = (v: YamlNode | undefined): boolean => v === node || (!!v && contains(v.span, node.span));
    const part = partsByValue(parent).get(node) ?? parts.find((p) => !p.alias && holds(p.value));
    here = part?.value ?? asWritten(parent).find(holds);
    steps.push({ parent, part });
  }
  return here ? steps : undefined;
}

const targetsOf = new WeakMap<YamlUnit, readonly YamlNode[]>();

/** Whether a change of `node` has an effect in more than one place: an alias refers to it or to a node around it. */
export const isShared = (unit: YamlUnit, node: YamlNode): boolean =>
  targetsIn(unit).some((t) => contains(t.span, node.span));

/** Whether an alias refers to a node within `at` other than `except`: removing `at` would break the document. */
export const holdsTarget = (unit: YamlUnit, at: Span, except?: YamlNode): boolean =>
  targetsIn(unit).some((t) => t !== except && contains(at, t.span));

function targetsIn(unit: YamlUnit): readonly YamlNode[] {
  let targets = targetsOf.get(unit);
  if (!targets) {
    targets = aliasTargets(unit);
    targetsOf.set(unit, targets);
  }
  return targets;
}

function aliasTargets(unit: YamlUnit): YamlNode[] {
  const targets = new Set<YamlNode>();
  walk(unit.root, (node) => {
    if (node.type === 'scalar') return;
    for (const child of node.type === 'map' ? node.entries : node.items) {
      if (child.alias && child.value) targets.add(child.value);
    }
    if (node.type === 'map') for (const m of node.merges) if (!contains(m.at, m.map.span)) targets.add(m.map);
  });
  return [...targets];
}
