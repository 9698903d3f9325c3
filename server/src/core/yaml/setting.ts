/** A value that is known, absent or unknown, with the place where it is written. */
import type { Span } from '../text/span.ts';
import type { YamlNode } from './node.ts';

/**
 * A setting that may be given on the container, inherited from its pod, absent, or unknown (through a variable, a template or a patch).
 * `value` is `undefined` when absent; `unknown` says that something is written there which cannot be read.
 */
export interface Setting<T> {
  readonly value: T | undefined;
  readonly unknown: boolean;
  /** What is written, key and value, or the alias or merge key (in this container or pod) that brings it; `undefined` when absent. */
  readonly at: Span | undefined;
  /** The value's node, for edits. Lies elsewhere (at an anchor) when an alias or a merge key led there. */
  readonly node: YamlNode | undefined;
  readonly level: 'container' | 'pod' | undefined;
}

/** The setting of something that is not written anywhere. */
export const ABSENT: Setting<never> = {
  value: undefined,
  unknown: false,
  at: undefined,
  node: undefined,
  level: undefined,
};

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
