/** Reads fields of a Kubernetes object (or of a map in one of its lists) as values that are known, absent or unknown. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import type { Lens } from '../../yaml/lens.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';
import { type Setting, UNSEEN } from '../../yaml/setting.ts';
import { booleanOf, settingOf } from '../scalar.ts';
import { parseSelector, type Selector } from '../selectors.ts';

/** A list of scalars. */
export interface TextList {
  readonly items: readonly TextItem[];
  /** There may be more items: part of the list cannot be read, or another file may add to it. */
  readonly unknown: boolean;
  /** The key and the list, or the alias or merge key that leads to it; `undefined` when absent. Unit-relative. */
  readonly at: Span | undefined;
  /** The list's node, for edits. */
  readonly node: YamlNode | undefined;
}

export interface TextItem {
  readonly text: string;
  /** The item, or the alias or merge key that leads to it. Unit-relative. */
  readonly at: Span;
  readonly node: YamlNode;
}

/** A label selector that is written. */
export interface FoundSelector extends Selector {
  /** The selector's node, for edits. */
  readonly node: YamlNode;
}

/** Reads fields of a map by their path. */
export interface Fields {
  /** The map itself. */
  readonly node: YamlMap;
  /** The map, or the alias or merge key that leads to it. Unit-relative. */
  readonly at: Span;
  /** The text of a scalar of any type. */
  text(...path: string[]): Setting<string>;
  /** A boolean as the API reads it. A quoted one is unknown: the API refuses it. */
  boolean(...path: string[]): Setting<boolean>;
  /** A list of scalars. */
  texts(...path: string[]): TextList;
  /** The maps in a list, without items of another type. */
  maps(...path: string[]): readonly Fields[];
  /** The readable entries of a map of strings, such as a selector. `unknown` as in `TextList`. */
  pairs(...path: string[]): { readonly pairs: readonly (readonly [string, string])[]; readonly unknown: boolean };
  /** A label selector with `matchLabels` and `matchExpressions`; `undefined` when absent. `isEmpty` tests whether it selects everything. */
  selector(...path: string[]): FoundSelector | undefined;
  /** Whether a value other than `null` is written. */
  has(...path: string[]): boolean;
}

/** The fields of an object. A missing field of a fragment is unknown, and so is one that a template may add. */
export const fieldsOf = (object: KubernetesObject): Fields =>
  fields(object.lens, object.node, object.span, object.fragment);

function fields(from: Lens, node: YamlMap, at: Span, fragment: boolean): Fields {
  const unseen = ({ hidden }: Lens): boolean => fragment || hidden;
  const setting = <T>(path: readonly string[], read: (from: Lens) => T | undefined): Setting<T> => {
    const field = from.get(...path);
    return field.absent && unseen(field) ? UNSEEN : settingOf(field, undefined, read);
  };
  return {
    node,
    at,
    text: (...path) => setting(path, ({ text }) => text),
    boolean: (...path) => setting(path, booleanOf),
    texts(...path) {
      const list = from.get(...path);
      if (list.absent) return { items: [], unknown: unseen(list), at: undefined, node: undefined };
      const all = list.items();
      const items = all.flatMap((item): TextItem[] =>
        item.text === undefined ? [] : [{ text: item.text, at: item.at, node: item.node }],
      );
      const unknown = !list.seq || items.length < all.length || list.more || fragment;
      return { items, unknown, at: list.at, node: list.node };
    },
    maps: (...path) =>
      from
        .get(...path)
        .items()
        .flatMap((item) => (item.map ? [fields(item, item.map, item.at, fragment)] : [])),
    pairs(...path) {
      const map = from.get(...path);
      if (map.absent) return { pairs: [], unknown: unseen(map) };
      const entries = map.entries();
      const pairs = entries.flatMap(({ entry, text }): [string, string][] =>
        text === undefined || entry.templatedKey ? [] : [[entry.key, text]],
      );
      return { pairs, unknown: !map.map || pairs.length < entries.length || map.more || fragment };
    },
    selector(...path) {
      const found = from.get(...path);
      return found.absent || !found.node ? undefined : { ...parseSelector(found), node: found.node };
    },
    has: (...path) => !from.get(...path).absent,
  };
}
