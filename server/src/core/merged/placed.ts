/**
 * Puts the documents that make a result into one text, one behind the other, so that the nodes of a merged tree have spans in that text and
 * each span leads back to the file that decides it.
 */
import type { Unit } from '../domain/unit.ts';
import type { Span } from '../text/span.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlUnit } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { inlineOffsets } from './inline.ts';

/** One document of a file. */
export interface SourceDocument {
  /** Relative to the workspace root. */
  readonly path: string;
  readonly yaml: YamlUnit;
  /** The unit of the engine; `undefined` for a file that has no units (a JSON 6902 patch). */
  readonly unit: Unit | undefined;
}

/** A place in a document. `at` is relative to the document's text. */
export interface Origin {
  readonly document: SourceDocument;
  readonly at: Span;
  /** The span of the whole part of the document that a part of the result may come from. */
  readonly whole: Span;
  /** It stands inside a scalar: an inline patch. */
  readonly inline: boolean;
}

export interface Placing {
  /**
   * The root of a document with spans in the joined text; `undefined` if it has none, or its aliases make too much of it. `by`: the span of
   * the text that names its file. It stands for a document without a unit.
   */
  place(document: SourceDocument, by?: Span): YamlNode | undefined;
  /** The YAML inside a scalar of a document that was placed. */
  placeInline(document: SourceDocument, scalar: YamlScalar): YamlNode | undefined;
  /** All documents, joined by line breaks. */
  text(): string;
  /** Where a span of the joined text stands; `undefined` if its ends stand in two documents. */
  origin(at: Span): Origin | undefined;
  /** What `placing` takes over: the segments of the documents, by document, and the length of the joined text. */
  readonly kept: { readonly byDocument: ReadonlyMap<YamlUnit, Segment>; readonly length: number };
}

interface Segment {
  readonly start: number;
  readonly text: string;
  readonly document: SourceDocument;
  readonly root: YamlNode | undefined;
  /** The offset in the document of an offset in the segment. */
  readonly toDocument: ((offset: number) => number) | undefined;
  /** The scalar of an inline patch, in the document. */
  readonly inside: Span | undefined;
  readonly by: Span | undefined;
}

/** The most nodes that a document gives when its aliases are followed. */
const MOST_NODES = 200_000;

/** Characters of documents that are gone, beside those that are left, that a joined text may have. */
const MOST_GONE = 100_000;

/**
 * Creates an empty text.
 * @param before another text: documents that it has too keep their offsets, and the trees that were made of them stay valid. Line breaks
 * stand in the place of its other documents.
 */
export function placing(before?: Placing): Placing {
  const segments: Segment[] = [];
  const byDocument = new Map<YamlUnit, Segment>();
  const byScalar = new Map<number, Segment>();
  let length = before?.kept.length ?? 0;
  let inOrder = true;
  const add = (yaml: YamlUnit, rest: Pick<Segment, 'document' | 'toDocument' | 'inside' | 'by'>): Segment => {
    const start = length;
    length += yaml.text.length + 1;
    const segment = { start, text: yaml.text, root: yaml.root && copied(yaml.root, start), ...rest };
    return put(segment);
  };
  const put = (segment: Segment): Segment => {
    inOrder &&= segment.start >= (segments.at(-1)?.start ?? 0);
    segments.push(segment);
    return segment;
  };
  const ordered = (): readonly Segment[] => {
    if (!inOrder) segments.sort((a, b) => a.start - b.start);
    inOrder = true;
    return segments;
  };
  const segmentAt = (offset: number): Segment | undefined => {
    ordered();
    let [low, high] = [0, segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (segments[middle]!.start <= offset) low = middle;
      else high = middle - 1;
    }
    return segments[low];
  };
  const origin = ({ start, end }: Span): Origin | undefined => {
    const segment = segmentAt(start);
    if (!segment || end > segment.start + segment.text.length) return undefined;
    const { document, inside, toDocument, by } = segment;
    if (!document.unit && by) return origin(by);
    const at = { start: start - segment.start, end: end - segment.start };
    if (!inside) return { document, at, whole: { start: 0, end: segment.text.length }, inline: false };
    const within = toDocument ? { start: toDocument(at.start), end: toDocument(at.end) } : inside;
    return { document, at: within, whole: inside, inline: true };
  };
  return {
    place(document, by) {
      const known = byDocument.get(document.yaml);
      if (known) return known.root;
      const kept = before?.kept.byDocument.get(document.yaml);
      const segment = kept ? put(kept) : add(document.yaml, { document, toDocument: undefined, inside: undefined, by });
      byDocument.set(document.yaml, segment);
      return segment.root;
    },
    placeInline(document, scalar) {
      const known = byScalar.get(scalar.span.start);
      if (known) return known.root;
      const from = byDocument.get(document.yaml)?.start ?? 0;
      const inside = { start: scalar.span.start - from, end: scalar.span.end - from };
      const toDocument = inlineOffsets(document.yaml.text, { ...scalar, span: inside });
      const segment = add(parseYaml(scalar.text), { document, toDocument, inside, by: undefined });
      byScalar.set(scalar.span.start, segment);
      return segment.root;
    },
    text: () =>
      ordered().reduce((text, s) => `${text}${'\n'.repeat(Math.max(0, s.start - text.length))}${s.text}\n`, ''),
    origin,
    get kept() {
      return { byDocument, length };
    },
  };
}

/** Whether so much of a joined text belongs to documents that are gone that it is better made anew. */
export function isSparse({ kept: { byDocument, length } }: Placing): boolean {
  const left = [...byDocument.values()].reduce((sum, { text }) => sum + text.length + 1, 0);
  return length > 2 * left + MOST_GONE;
}

/** A copy with moved spans, in which aliases and merge keys are resolved; `undefined` if it would be too large. */
function copied(root: YamlNode, by: number): YamlNode | undefined {
  let left = MOST_NODES;
  const moved = (at: Span): Span => ({ start: at.start + by, end: at.end + by });
  const copy = (node: YamlNode): YamlNode => {
    left--;
    const span = moved(node.span);
    if (node.type === 'scalar' || left < 0) return { ...node, span };
    if (node.type === 'seq') {
      const items = node.items.map((item) => ({
        span: moved(item.span),
        value: item.value && copy(item.value),
        ...(item.alias && { alias: moved(item.alias) }),
      }));
      return { ...node, span, items };
    }
    return { ...node, span, entries: [...entriesOf(node, new Set())].map(([, entry]) => entry), merges: [] };
  };
  const entriesOf = (map: YamlMap, above: ReadonlySet<YamlMap>): Map<string, YamlEntry> => {
    const out = new Map<string, YamlEntry>();
    if (left < 0 || above.has(map)) return out;
    for (const entry of map.entries)
      out.set(entry.key, {
        ...entry,
        keySpan: moved(entry.keySpan),
        span: moved(entry.span),
        value: entry.value && copy(entry.value),
        ...(entry.alias && { alias: moved(entry.alias) }),
      });
    for (const merge of map.merges)
      for (const [key, entry] of entriesOf(merge.map, new Set([...above, map]))) {
        const at = moved(merge.at);
        if (!out.has(key)) out.set(key, { ...entry, keySpan: at, span: at, alias: at });
      }
    return out;
  };
  const result = copy(root);
  return left < 0 ? undefined : result;
}
