/** Finds the part of a YAML document that a comment belongs to: below it or beside it. */
import type { Span } from '../text/span.ts';
import type { YamlMap, YamlNode, YamlUnit } from '../yaml/node.ts';
import { linesBetween } from './lines-between.ts';
import type { Surroundings } from './suppression.ts';
import { lastAtOrBefore } from './surroundings-dockerfile.ts';

/** A part that a comment can belong to: an entry, an item, a merge, or a root that is not a block collection. */
export interface Part {
  readonly span: Span;
  /** The part that contains it. */
  readonly parent: Part | undefined;
  /** Its value, if written there. */
  readonly value: YamlNode | undefined;
  /** It is inside a flow collection, so its line may be the middle of one. */
  readonly inFlow: boolean;
}

interface Visit {
  readonly node: YamlNode;
  readonly parent: Part | undefined;
  readonly inFlow: boolean;
}

const isBlock = (node: YamlNode | undefined): boolean => (node?.type === 'map' || node?.type === 'seq') && !node.flow;

/** Every part, ordered by start, outer before inner. Aliases are not followed. */
export function partsOf(root: YamlNode | undefined): readonly Part[] {
  if (!root) return [];
  const parts: Part[] = [];
  const rootPart: Part | undefined = isBlock(root)
    ? undefined
    : { span: root.span, parent: undefined, value: root, inFlow: false };
  if (rootPart) parts.push(rootPart);
  const pending: Visit[] = [{ node: root, parent: rootPart, inFlow: false }];
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    const { node, parent } = visit;
    if (node.type === 'scalar') continue;
    const inFlow = visit.inFlow || node.flow;
    const add = (span: Span, value: YamlNode | undefined): void => {
      const part: Part = { span, parent, value, inFlow };
      parts.push(part);
      if (value) pending.push({ node: value, parent: part, inFlow });
    };
    if (node.type === 'map') addMap(node, add);
    else for (const item of node.items) add(item.span, item.alias ? undefined : item.value);
  }
  return parts.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

function addMap(map: YamlMap, add: (span: Span, value: YamlNode | undefined) => void): void {
  for (const e of map.entries) add(e.span, e.alias ? undefined : e.value);
  const seen = new Set<number>();
  for (const { at } of map.merges) {
    if (!seen.has(at.start)) add(at, undefined);
    seen.add(at.start);
  }
}

/** Lines allowed between a comment and its part: other comments, document markers and template lines. */
const PASSABLE = /^(?:#.*|---(?:[ \t].*)?|%.*|\{\{.*\}\}(?:[ \t]*#.*)?)$/s;
/** A lone `\r` ends a line too. */
const isPassable = (line: string): boolean => PASSABLE.test(line) && !line.includes('\r');
/** Text that may precede an entry on its line: anchors, tags, the mark of an explicit key, `<<:`. */
const lead = /^[ \t]*(?:(?:[&!]\S*|\?|<<[ \t]*:)[ \t]+){0,9}$/;

/** Returns the outermost part that begins directly below a comment (see `Surroundings.below`). */
function partsBelow(text: string, parts: () => readonly Part[]): (comment: Span, blanks: boolean) => Part | undefined {
  const passable = linesBetween(text, isPassable);
  const passableOrBlank = linesBetween(text, (l) => l === '' || isPassable(l));
  return (comment, blanks) => {
    const all = parts();
    const part = all[lastAtOrBefore(all, comment.end - 1) + 1];
    if (!part) return undefined;
    const { start } = part.span;
    const line = Math.max(comment.end, text.lastIndexOf('\n', start - 1) + 1);
    if (!lead.test(text.slice(line, start))) return undefined;
    return (blanks ? passableOrBlank : passable)(comment.end, start) ? part : undefined;
  };
}

const LINE_END = /\r?\n|$/g;

function lineAround(text: string, offset: number): Span {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
  LINE_END.lastIndex = offset;
  const end = LINE_END.exec(text)?.index ?? text.length;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  return { start, end };
}

function lineOf(text: string, parts: readonly Part[], comment: Span): Span {
  const whole = lineAround(text, comment.start);
  const line = { start: whole.start, end: comment.start };
  let { start, end } = line;
  const widen = (part: Part): void => {
    if (isBlock(part.value) || part.span.end <= line.start) return;
    const crosses = part.value?.type === 'map' || part.value?.type === 'seq' ? part.span.end <= line.end : true;
    if (!crosses) return;
    start = Math.min(start, part.span.start);
    end = Math.max(end, part.span.end);
  };
  let index = lastAtOrBefore(parts, line.end);
  for (; index >= 0 && parts[index]!.span.start >= line.start; index--) widen(parts[index]!);
  for (let part = parts[index]; part; part = part.parent) widen(part);
  return { start, end };
}

/** See `Surroundings`. `objects`: spans of the Kubernetes objects, in order. */
export function yamlSurroundings(yaml: YamlUnit, objects: readonly Span[]): Surroundings {
  const { text, root } = yaml;
  let known: readonly Part[] | undefined;
  const parts = (): readonly Part[] => {
    known ??= partsOf(root);
    return known;
  };
  const partBelow = partsBelow(text, parts);
  const below = (comment: Span, blanks: boolean): Span | undefined => partBelow(comment, blanks)?.span;
  return {
    below,
    line: (comment) => lineOf(text, parts(), comment),
    block: ({ span, ownLine }) => {
      const line = lineAround(text, span.start);
      const found = ownLine ? below(span, false) : below({ start: line.start, end: line.start }, false);
      if (!found) return undefined;
      const top = root?.type === 'map' && !root.flow ? root.span : found;
      return { reach: top.start === found.start ? top : found, scope: 'block' };
    },
    object: (at) => objects.find((o) => at < o.end),
  };
}
