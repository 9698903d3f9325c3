/** A setting: a value that is known, absent or unknown, and its place. */
import type { Span } from '../text/span.ts';
import type { YamlNode } from './node.ts';

/**
 * A field of a container or of any object: written there, inherited from the pod, absent, or unknown (because of a variable, a
 * template or a patch). `value` is `undefined` when the field is absent or unknown. `unknown`: the file does not show the value.
 */
export interface Setting<T> {
  readonly value: T | undefined;
  readonly unknown: boolean;
  /** Key and value, or the alias or merge key (in this container or pod) that supplies them; `undefined` when absent. */
  readonly at: Span | undefined;
  /** The value's node, for edits. Below an alias or a merge key it is written elsewhere, at the anchor. */
  readonly node: YamlNode | undefined;
  /** Where a container's setting is written; `undefined` for fields of other objects. */
  readonly level: 'container' | 'pod' | undefined;
}

/** A setting that is not written anywhere. */
export const ABSENT: Setting<never> = {
  value: undefined,
  unknown: false,
  at: undefined,
  node: undefined,
  level: undefined,
};

/** A setting that is not written, but that a template may add. */
export const UNSEEN: Setting<never> = { ...ABSENT, unknown: true };

/** A setting with a value. */
export const known = <T>(value: T, found: { at: Span; node: YamlNode | undefined }, level: Setting<T>['level']) => ({
  value,
  unknown: false,
  at: found.at,
  node: found.node,
  level,
});

/** A setting that is written but cannot be read. */
export const unreadable = (
  found: { at: Span; node: YamlNode | undefined },
  level: Setting<never>['level'],
): Setting<never> => ({
  value: undefined,
  unknown: true,
  at: found.at,
  node: found.node,
  level,
});
