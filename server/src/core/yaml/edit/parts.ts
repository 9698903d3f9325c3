/** The parts of a collection (entries of a map, items of a sequence) and the edits that both share. */
import type { Span, TextEdit } from '../../text/span.ts';
import type { YamlMap, YamlNode, YamlSeq, YamlUnit } from '../node.ts';

export type Collection = YamlMap | YamlSeq;

/** The spans of the parts in source order, including the `<<` entries of a map. */
export function partSpans(node: Collection): Span[] {
  if (node.type === 'seq') return node.items.map((i) => i.span);
  const spans = node.entries.map((e) => e.span);
  if (node.merges.length === 0) return spans;
  const seen = new Set<number>();
  for (const { at } of node.merges) {
    if (!seen.has(at.start)) spans.push(at);
    seen.add(at.start);
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Whether edits of the collection are impossible: it has a `? key`, or a pair as an item (`[a: b]`). */
export function isUneditable(unit: YamlUnit, node: Collection): boolean {
  if (node.type === 'map' && node.entries.some((e) => e.explicit)) return true;
  if (!node.flow) return partSpans(node).length === 0;
  const open = node.type === 'map' ? '{' : '[';
  const close = node.type === 'map' ? '}' : ']';
  return (
    unit.text[node.span.start] !== open || unit.text[node.span.end - 1] !== close || node.span.end - node.span.start < 2
  );
}

export const replace = (start: number, end: number, text: string): TextEdit => ({ span: { start, end }, text });
export const insert = (at: number, text: string): TextEdit => replace(at, at, text);

/** Sorts edits and joins two that touch at one offset, so that their order is not ambiguous. */
export function joined(edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const out: TextEdit[] = [];
  for (const e of sorted) {
    const last = out.at(-1);
    if (last && last.span.end >= e.span.start) {
      const end = Math.max(last.span.end, e.span.end);
      out[out.length - 1] = { span: { start: last.span.start, end }, text: last.text + e.text };
    } else if (e.text !== '' || e.span.start < e.span.end) out.push(e);
  }
  return out;
}

/** The offset where a node begins, including its anchor and tag. */
export const nodeStart = (node: YamlNode): number =>
  Math.min(node.span.start, node.anchorSpan?.start ?? node.span.start, node.tagSpan?.start ?? node.span.start);
