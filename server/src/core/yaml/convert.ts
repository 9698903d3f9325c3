/**
 * Converts the concrete syntax tree of the `yaml` package into our nodes, in one pass. Recurses: the caller bounds the depth.
 * Resolves aliases on the way (an anchor must come before them), so that each anchored node is converted once and shared.
 */
import type { CST } from 'yaml';
import type { Span } from '../text/span.ts';
import { limits } from './limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlProblem, YamlSeq } from './node.ts';
import { type Base, baseOf, type Props, readProps, spanOf } from './properties.ts';
import { readScalar, type Source, scalarValue } from './read-scalar.ts';

/** Input of the conversion, and the facts that it collects besides the nodes. */
export interface Conversion extends Source {
  readonly anchors: Map<string, Anchor>;
  readonly problems: YamlProblem[];
  /** How often block maps indent by each number of spaces, and how many block sequences are indented further than their key or not. */
  readonly steps: Map<number, number>;
  indentedSequences: number;
  flushSequences: number;
  /** The number of nodes; nodes below an alias count once per alias. */
  expanded: number;
  /** A template supplies a key, or the map that a `<<` merges in. */
  templatedMap: boolean;
}

interface Anchor {
  /** `undefined` while the node is being converted. */
  node: YamlNode | undefined;
  size: number;
}

interface Value {
  readonly value: YamlNode | undefined;
  readonly alias?: Span;
  readonly end: number;
}

/** The root of a document token. */
export function convertDocument(c: Conversion, doc: CST.Document): YamlNode | undefined {
  return convertValue(c, readProps(doc.start), doc.value, doc.offset).value;
}

/** `empty`: the end of the value when nothing is written. */
function convertValue(c: Conversion, props: Props, token: CST.Token | null | undefined, empty: number): Value {
  const end = props.end ?? empty;
  if (token?.type === 'alias') return followAlias(c, token);
  const { anchor } = props;
  const base = baseOf(props);
  const entry: Anchor | undefined = anchor && { node: undefined, size: 0 };
  if (entry) c.anchors.set(anchor!.source.slice(1), entry);
  const before = c.expanded++;
  const node = convertNode(c, token, base, end);
  if (entry) {
    entry.node = node;
    entry.size = c.expanded - before;
  }
  return { value: node, end: Math.max(end, node?.span.end ?? end) };
}

function convertNode(
  c: Conversion,
  token: CST.Token | null | undefined,
  base: Base,
  end: number,
): YamlNode | undefined {
  switch (token?.type) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar': {
      const read = readScalar(c, token);
      const value = scalarValue(read, base.tag);
      const text = value === null ? '' : read.text;
      const node = { type: 'scalar', text, value, style: read.style, span: read.span, ...base } as const;
      return read.templated ? { ...node, templated: true } : node;
    }
    case 'block-map':
      return blockMap(c, token, base);
    case 'block-seq':
      return blockSeq(c, token, base);
    case 'flow-collection':
      return token.start.type === 'flow-map-start' ? flowMap(c, token, base) : flowSeq(c, token, base);
    default:
      // An anchor or a tag without a value is a null node: `ports: !reset`.
      if (base.tag === undefined && base.anchor === undefined) return undefined;
      return { type: 'scalar', text: '', value: null, style: 'plain', span: { start: end, end }, ...base };
  }
}

function followAlias(c: Conversion, token: CST.FlowScalar): Value {
  const alias = spanOf(token);
  const problem = (kind: YamlProblem['kind'], message: string): Value => {
    c.problems.push({ kind, at: alias, message });
    return { value: undefined, alias, end: alias.end };
  };
  const anchor = c.anchors.get(token.source.slice(1));
  if (!anchor) return problem('syntax', 'alias to an anchor that is not defined above it');
  if (!anchor.node) return problem('syntax', 'alias to a node it is part of');
  if (c.expanded + anchor.size > limits.expandedNodes) {
    return problem('too-many-aliases', 'aliases repeat too much to be followed');
  }
  c.expanded += anchor.size;
  return { value: anchor.node, alias, end: alias.end };
}

type MapItem = CST.BlockMap['items'][number] | CST.CollectionItem;

function blockMap(c: Conversion, token: CST.BlockMap, base: Base): YamlMap {
  const entries: YamlEntry[] = [];
  const merges: YamlMap['merges'][number][] = [];
  let end = token.offset;
  let start = token.offset;
  for (const item of token.items) {
    if (!item.key && !item.sep && !('explicitKey' in item && item.explicitKey)) continue;
    const entry = mapEntry(c, item, merges, end);
    if (!entry) continue;
    if (entry.span.start < start || end === token.offset) start = Math.min(start, entry.span.start);
    end = entry.span.end;
    if (!isMerge(item)) entries.push(entry);
    noteIndent(c, token.indent, item.value);
  }
  return { type: 'map', flow: false, entries, merges, span: { start, end }, ...base };
}

function noteIndent(c: Conversion, indent: number, value: CST.Token | undefined): void {
  if (value?.type === 'block-map') {
    const step = value.indent - indent;
    if (step > 0) c.steps.set(step, (c.steps.get(step) ?? 0) + 1);
  } else if (value?.type === 'block-seq') {
    if (value.indent > indent) c.indentedSequences++;
    else c.flushSequences++;
  }
}

const isMerge = (item: MapItem): boolean => item.key?.type === 'scalar' && item.key.source === '<<';

/** One entry; a `<<` also adds to `merges`. `undefined` for a stray token. */
function mapEntry(
  c: Conversion,
  item: MapItem,
  merges: YamlMap['merges'][number][],
  from: number,
): YamlEntry | undefined {
  const { key, sep } = item;
  if (key?.type === 'error') return undefined;
  const keyProps = readProps(item.start);
  const indicator = item.start.find((t) => t.type === 'explicit-key-ind');
  const colon = sep?.find((t) => t.type === 'map-value-ind');
  const read = convertValue(c, keyProps, key, indicator?.offset ?? colon?.offset ?? from);
  const keyNode = read.value;
  const keySpan = read.alias ?? keyNode?.span ?? { start: read.end, end: read.end };
  const start = Math.min(
    keySpan.start,
    ...[indicator, keyProps.anchor, keyProps.tag].flatMap((t) => (t ? [t.offset] : [])),
  );
  const value = convertValue(c, readProps(sep ?? [], 'map-value-ind'), item.value, Math.max(keySpan.end, read.end));
  const text =
    keyNode?.type === 'scalar'
      ? scalarKey(c, keyNode.text, keySpan, !!read.alias)
      : c.text.slice(keySpan.start, keySpan.end);
  const entry: YamlEntry = { key: text, keySpan, value: value.value, span: { start, end: value.end } };
  if (isMerge(item)) addMerges(c, entry, merges);
  const templatedKey = keyNode?.type === 'scalar' && keyNode.templated;
  if (templatedKey) c.templatedMap = true;
  const explicit = !!indicator || (!!keyNode && keyNode.type !== 'scalar');
  if (!value.alias && !explicit && !templatedKey) return entry;
  return {
    ...entry,
    ...(value.alias && { alias: value.alias }),
    ...(explicit && { explicit }),
    ...(templatedKey && { templatedKey }),
  };
}

/** The text of a key. A null key keeps its text (`null:`); an alias has the text of its anchor's node. */
const scalarKey = (c: Conversion, text: string, at: Span, alias: boolean): string =>
  text === '' && !alias ? c.text.slice(at.start, at.end).replace(/^(["'])\1$/, '') : text;

function addMerges(c: Conversion, { value, span: at }: YamlEntry, merges: YamlMap['merges'][number][]): void {
  if (value?.type === 'map') merges.push({ map: value, at });
  else if (value?.type === 'seq') {
    for (const item of value.items) if (item.value?.type === 'map') merges.push({ map: item.value, at });
  } else if (value?.templated) {
    c.templatedMap = true;
    merges.push({ map: { type: 'map', flow: true, entries: [], merges: [], open: true, span: value.span }, at });
  }
}

function blockSeq(c: Conversion, token: CST.BlockSequence, base: Base): YamlSeq {
  const items: YamlItem[] = [];
  let end = token.offset;
  for (const item of token.items) {
    const dash = item.start.find((t) => t.type === 'seq-item-ind');
    if (!dash && !item.value) continue;
    const at = dash?.offset ?? item.value!.offset;
    const { value, alias, end: stop } = convertValue(c, readProps(item.start), item.value, dash ? at + 1 : at);
    end = stop;
    items.push({ value, ...(alias && { alias }), span: { start: at, end } });
  }
  return { type: 'seq', flow: false, items, span: { start: token.offset, end }, ...base };
}

function flowMap(c: Conversion, token: CST.FlowCollection, base: Base): YamlMap {
  const entries: YamlEntry[] = [];
  const merges: YamlMap['merges'][number][] = [];
  let end = token.offset + 1;
  for (const item of token.items) {
    if (!item.key && !item.sep && !item.value) continue;
    const entry = mapEntry(c, item, merges, end);
    if (!entry) continue;
    if (!isMerge(item)) entries.push(entry);
    end = entry.span.end;
  }
  return { type: 'map', flow: true, entries, merges, span: flowSpan(token, end), ...base };
}

function flowSeq(c: Conversion, token: CST.FlowCollection, base: Base): YamlSeq {
  const items: YamlItem[] = [];
  let end = token.offset + 1;
  for (const item of token.items) {
    const { key, sep, value, start } = item;
    if (!key && !sep && !value && !start.some((t) => t.type === 'anchor' || t.type === 'tag')) continue;
    if (!sep) {
      const read = convertValue(c, readProps(start), value ?? key, end);
      end = read.end;
      const from = read.alias ?? read.value?.span ?? { start: end, end };
      items.push({ value: read.value, ...(read.alias && { alias: read.alias }), span: { start: from.start, end } });
    } else {
      // `[a: b]` is a map of one entry without braces.
      const merges: YamlMap['merges'][number][] = [];
      const entry = mapEntry(c, item, merges, end);
      if (!entry) continue;
      end = entry.span.end;
      const entries = isMerge(item) ? [] : [entry];
      items.push({ value: { type: 'map', flow: true, entries, merges, span: entry.span }, span: entry.span });
    }
  }
  return { type: 'seq', flow: true, items, span: flowSpan(token, end), ...base };
}

/** From the opening to the closing bracket, or to the last item when the closing bracket is missing. */
function flowSpan(token: CST.FlowCollection, end: number): Span {
  const close = token.end[0];
  const closed = close && (close.source === '}' || close.source === ']');
  return { start: token.offset, end: closed ? close.offset + 1 : end };
}
