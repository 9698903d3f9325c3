import type { Span } from '../text/span.ts';

/**
 * Our view of a parsed YAML (or JSON) document. Aliases are resolved: a node reached through `*name` is the anchor's node, and the
 * `YamlEntry`/item that led there carries `alias`. All spans are offsets into the unit's text (see `text/span.ts`).
 */
export type YamlNode = YamlMap | YamlSeq | YamlScalar;

interface NodeBase {
  /** The node as written, without its anchor, tag, key or trailing comment; of a block collection, from its first key or dash to the end of its last value. */
  readonly span: Span;
  /** The anchor's name, without `&`, and where `&name` stands (before `span`). */
  readonly anchor?: string;
  readonly anchorSpan?: Span;
  /** The tag as written, `!reset`, `!!binary`; and where it stands (before `span`). */
  readonly tag?: string;
  readonly tagSpan?: Span;
}

export interface YamlMap extends NodeBase {
  readonly type: 'map';
  readonly flow: boolean;
  /** In source order, keys as written; `<<` entries are left out here and listed in `merges`. */
  readonly entries: readonly YamlEntry[];
  /** Maps merged in by `<<`, first wins, below the map's own keys; `at` is the whole `<<: …` entry. */
  readonly merges: readonly { readonly map: YamlMap; readonly at: Span }[];
}

export interface YamlEntry {
  /** The key's text (numbers and booleans as written). */
  readonly key: string;
  readonly keySpan: Span;
  /** `undefined` when nothing is written after the colon. */
  readonly value: YamlNode | undefined;
  /** Where `*name` stands, if the value is an alias: then `value.span` lies elsewhere, at the anchor. */
  readonly alias?: Span;
  /** Key (its anchor and tag included) through value, or through the alias; through the colon when nothing follows it. */
  readonly span: Span;
  /** Written as `? key`, or the key is a collection: the editor leaves such maps alone. */
  readonly explicit?: boolean;
  /** The key holds `{{ … }}`: which key it is, is unknown. */
  readonly templatedKey?: boolean;
}

export interface YamlSeq extends NodeBase {
  readonly type: 'seq';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

export interface YamlItem {
  readonly value: YamlNode | undefined;
  readonly alias?: Span;
  /** In block style from the dash to the end of the value; in flow style the value alone. */
  readonly span: Span;
}

export interface YamlScalar extends NodeBase {
  readonly type: 'scalar';
  /** The text after unquoting, unescaping and folding. Plain `null`, `~` and nothing give ''. */
  readonly text: string;
  /** The value of a plain scalar by YAML 1.2's core schema; quoted and block scalars are strings. */
  readonly value: string | number | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** Part of it stands in `{{ … }}` (a Helm or Jinja template): the value is unknown. */
  readonly templated?: boolean;
}

/** `node` if it is of that type. */
export const asMap = (node: YamlNode | undefined): YamlMap | undefined => (node?.type === 'map' ? node : undefined);
export const asSeq = (node: YamlNode | undefined): YamlSeq | undefined => (node?.type === 'seq' ? node : undefined);
export const asScalar = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' ? node : undefined;

/** Nothing written, or a plain `null` or `~`: the same as no key at all, both to Compose and to Kubernetes. */
export const isNull = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.type === 'scalar' && node.value === null && !node.templated);

/** A scalar that is neither null nor templated. */
export const readable = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' && node.value !== null && !node.templated ? node : undefined;

/** The text of such a scalar. */
export const textOf = (node: YamlNode | undefined): string | undefined => readable(node)?.text;

/** The entry that a map itself has for `key`: the last of duplicates, as Kubernetes and Compose read them. */
export function lastOf(map: YamlMap, key: string): YamlEntry | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const e = map.entries[i];
    if (e?.key === key) return e;
  }
  return undefined;
}

/** One YAML document, or what could be read of it. */
export interface YamlUnit {
  readonly text: string;
  readonly root: YamlNode | undefined;
  /** Comments, in order: the span from `#` to the line's end; never inside scalars. */
  readonly comments: readonly Span[];
  /** `{{ … }}` stands in it outside scalars, or a control line was blanked: what is missing may be supplied elsewhere. */
  readonly templated: boolean;
  /** Indentation step of the document's block maps in spaces (2 when it does not show). */
  readonly indent: number;
  /** Whether block sequences below a key are indented further than the key. */
  readonly indentedSequences: boolean;
  readonly eol: '\n' | '\r\n';
  readonly json: boolean;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly kind: 'syntax' | 'too-deep' | 'too-large' | 'too-many-aliases';
  readonly at: Span;
  /** Plain text; no value of a scalar is quoted in it. */
  readonly message: string;
}
