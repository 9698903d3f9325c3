/** Reading the fields of one Kubernetes object (or of a map in one of its lists) as values that are known, absent or unknown. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import { type Budget, budgetFor, entriesOf, type Found, isNull, itemsOf, type Lens, seek } from '../../yaml/lens.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/node.ts';
import { ABSENT, known, type Setting, unreadable } from '../../yaml/setting.ts';
import { booleanOf, scalarOf } from '../scalar.ts';

/** A list of scalars. */
export interface TextList {
  readonly items: readonly TextItem[];
  /** Something is written there that cannot be read, or may be added elsewhere: there may be more items. */
  readonly unknown: boolean;
  /** The key and the list, or the alias or merge key that brings it; `undefined` when absent. Unit-relative. */
  readonly at: Span | undefined;
  /** The list's node, for edits. */
  readonly node: YamlNode | undefined;
}

export interface TextItem {
  readonly text: string;
  /** The item, or the alias or merge key that brings it. Unit-relative. */
  readonly at: Span;
  readonly node: YamlNode;
}

/** A map whose fields can be read by their path. */
export interface Fields {
  /** The map itself. */
  readonly node: YamlMap;
  /** The map, or the alias or merge key that brings it. Unit-relative. */
  readonly at: Span;
  /** A scalar of whatever type, as its text. */
  text(...path: string[]): Setting<string>;
  /** A boolean as the API reads it; a quoted one is unknown, since the API refuses it. */
  boolean(...path: string[]): Setting<boolean>;
  /** A list of scalars. */
  texts(...path: string[]): TextList;
  /** The maps of a list; items of another shape are left out. */
  maps(...path: string[]): readonly Fields[];
  /** A map of strings, such as a selector: its readable entries. `unknown` as in `TextList`. */
  pairs(...path: string[]): { readonly pairs: readonly (readonly [string, string])[]; readonly unknown: boolean };
  /** Whether something other than `null` is written there. */
  has(...path: string[]): boolean;
}

const UNKNOWN: Setting<never> = { ...ABSENT, unknown: true };

/** The fields of an object. What is absent in a part of an object (a patch, a template) is unknown. */
export function fieldsOf(object: KubernetesObject, text: string): Fields {
  return fields({ node: object.node, via: undefined }, object.node, object.span, object.partial, budgetFor(text));
}

function fields(from: Lens, node: YamlMap, at: Span, partial: boolean, budget: Budget): Fields {
  const field = (path: readonly string[]): Found | undefined => {
    const found = seek(from, ...path);
    return found && !isNull(found.node) ? found : undefined;
  };
  const setting = <T>(path: readonly string[], read: (scalar: YamlScalar) => T | undefined): Setting<T> => {
    const found = field(path);
    if (!found) return partial ? UNKNOWN : ABSENT;
    const scalar = scalarOf(found.node);
    const value = scalar && read(scalar);
    return value === undefined ? unreadable(found, undefined) : known(value, found, undefined);
  };
  return {
    node,
    at,
    text: (...path) => setting(path, (scalar) => scalar.text),
    boolean: (...path) => setting(path, booleanOf),
    texts(...path) {
      const found = field(path);
      if (!found) return { items: [], unknown: partial, at: undefined, node: undefined };
      const all = itemsOf(found, budget);
      const items = all.flatMap((item): TextItem[] => {
        const scalar = scalarOf(item.node);
        return scalar ? [{ text: scalar.text, at: item.at, node: scalar }] : [];
      });
      return {
        items,
        unknown: found.node?.type !== 'seq' || items.length < all.length || partial,
        at: found.at,
        node: found.node,
      };
    },
    maps(...path) {
      return itemsOf(field(path), budget).flatMap((item) =>
        item.node?.type === 'map' ? [fields(item, item.node, item.at, partial, budget)] : [],
      );
    },
    pairs(...path) {
      const found = field(path);
      if (!found) return { pairs: [], unknown: partial };
      const entries = entriesOf(found, budget);
      const pairs = entries.flatMap(({ entry, node }): [string, string][] => {
        const scalar = scalarOf(node);
        return scalar && !entry.templatedKey ? [[entry.key, scalar.text]] : [];
      });
      return { pairs, unknown: found.node?.type !== 'map' || pairs.length < entries.length || partial };
    },
    has: (...path) => field(path) !== undefined,
  };
}
