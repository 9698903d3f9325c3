import type { Span } from '../text/span.ts';
import type { Action } from './mask.ts';

/**
 * A parsed YAML (or JSON) document. Aliases are resolved: the value of an entry or item `*name` is the anchor's node, and the entry or item
 * has `alias`. All spans are offsets into the unit's text (see `text/span.ts`).
 */
export type YamlNode = YamlMap | YamlSeq | YamlScalar;

interface NodeBase {
  /**
   * The node as written, without its anchor, tag, key or trailing comment. A block collection: from its first key or dash to the end of its
   * last value.
   */
  readonly span: Span;
  /** The anchor's name without `&`, and the span of `&name` (before `span`). */
  readonly anchor?: string;
  readonly anchorSpan?: Span;
  /** The tag as written (`!reset`, `!!binary`), and its span (before `span`). */
  readonly tag?: string;
  readonly tagSpan?: Span;
}

export interface YamlMap extends NodeBase {
  readonly type: 'map';
  readonly flow: boolean;
  /** In source order, keys as written. `<<` entries are in `merges` instead. */
  readonly entries: readonly YamlEntry[];
  /** Maps that `<<` merges in. The map's own keys win over them, and earlier maps over later ones. `at` is the whole `<<: …` entry. */
  readonly merges: readonly { readonly map: YamlMap; readonly at: Span }[];
  /** A template may add entries: a missing key is unknown, not absent. */
  readonly open?: boolean;
}

export interface YamlEntry {
  /** The key's text (numbers and booleans as written). */
  readonly key: string;
  readonly keySpan: Span;
  /** `undefined` when nothing is written after the colon. */
  readonly value: YamlNode | undefined;
  /** The span of `*name`, if the value is an alias. `value.span` then is at the anchor. */
  readonly alias?: Span;
  /** From the key (with its anchor and tag) to the end of the value or alias, or of the colon when nothing follows it. */
  readonly span: Span;
  /** Written as `? key`, or the key is a collection. Such maps are not edited. */
  readonly explicit?: boolean;
  /** The key contains `{{ … }}`, so its name is unknown. */
  readonly templatedKey?: boolean;
}

export interface YamlSeq extends NodeBase {
  readonly type: 'seq';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
  /** A template may add items. */
  readonly open?: boolean;
}

export interface YamlItem {
  readonly value: YamlNode | undefined;
  readonly alias?: Span;
  /** In block style: from the dash to the end of the value. In flow style: the value. */
  readonly span: Span;
}

export interface YamlScalar extends NodeBase {
  readonly type: 'scalar';
  /** The text without quotes, with escapes decoded and lines folded. '' for plain `null`, `~` and nothing. */
  readonly text: string;
  /** The value of a plain scalar by the YAML 1.2 core schema. Quoted and block scalars are strings. */
  readonly value: string | number | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** It contains `{{ … }}` (a Helm or Jinja template), so the value is unknown. */
  readonly templated?: boolean;
}

/** `node` if it has that type. */
export const asMap = (node: YamlNode | undefined): YamlMap | undefined => (node?.type === 'map' ? node : undefined);
export const asSeq = (node: YamlNode | undefined): YamlSeq | undefined => (node?.type === 'seq' ? node : undefined);
export const asScalar = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' ? node : undefined;

/** No value, or a plain `null` or `~`. Compose and Kubernetes treat both like a missing key. */
export const isNull = (node: YamlNode | undefined): boolean =>
  node === undefined || (node.type === 'scalar' && node.value === null && !node.templated);

/** A scalar that is neither null nor templated. */
export const readable = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' && node.value !== null && !node.templated ? node : undefined;

/** The text of a scalar that is neither null nor templated. */
export const textOf = (node: YamlNode | undefined): string | undefined => readable(node)?.text;

/** The map's own entry for `key`: the last of duplicates, as Kubernetes and Compose read them. */
export function lastOf(map: YamlMap, key: string): YamlEntry | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const e = map.entries[i];
    if (e?.key === key) return e;
  }
  return undefined;
}

/** One YAML document, or the part of it that could be read. */
export interface YamlUnit {
  readonly text: string;
  readonly root: YamlNode | undefined;
  /** The comments outside scalars, in order: from `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** It contains `{{ … }}` outside scalars, or a line of template actions: the template may supply what is missing. */
  readonly templated: boolean;
  /** The template actions in order, also those inside scalars and comments. */
  readonly actions: readonly Action[];
  /** Indentation step of the document's block maps, in spaces; 2 when the text does not show it. */
  readonly indent: number;
  /** Whether block sequences below a key are indented further than the key. */
  readonly indentedSequences: boolean;
  readonly eol: '\n' | '\r\n';
  readonly json: boolean;
  /** Another syntax whose parts have become nodes: edits for YAML would break the file. */
  readonly syntax?: 'unit-file';
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly kind: 'syntax' | 'too-deep' | 'too-large' | 'too-many-aliases';
  readonly at: Span;
  /** Plain text. Never contains the value of a scalar. */
  readonly message: string;
}
