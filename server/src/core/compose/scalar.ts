/** Compose scalars: interpolated first, then cast by what the key wants (compose-go `interpolation`). */

import { type Budget, type Found, isNull } from '../yaml/lens.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, known, unreadable } from '../yaml/setting.ts';
import { interpolate, type Variables } from './interpolate.ts';

/** What the readers of one Compose file share. */
export interface Reading {
  /** The unit's text. */
  readonly text: string;
  readonly budget: Budget;
  readonly variables: Variables | undefined;
}

export interface Resolved {
  readonly node: YamlScalar;
  readonly raw: string;
  /** After interpolation; `undefined` when unknown. */
  readonly text: string | undefined;
  readonly dynamic: boolean;
}

/** A scalar's text; `undefined` for null, maps and sequences. */
export function resolve(node: YamlNode | undefined, reading: Reading): Resolved | undefined {
  if (node?.type !== 'scalar' || isNull(node)) return undefined;
  if (node.templated) return { node, raw: node.text, text: undefined, dynamic: true };
  const { text, dynamic } = interpolate(node.text, reading.variables);
  return { node, raw: node.text, text, dynamic };
}

/** The text alone. */
export const textOf = (node: YamlNode | undefined, reading: Reading): string | undefined =>
  resolve(node, reading)?.text;

const TRUE = /^(?:true|yes|y|on|1)$/i;
const FALSE = /^(?:false|no|n|off|0)$/i;

/** Compose casts any of `true yes y on 1` and their opposites, quoted or not; `undefined` for anything else. */
export const cast = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : TRUE.test(text) ? true : FALSE.test(text) ? false : undefined;

export function booleanSetting(found: Found | undefined, reading: Reading): Setting<boolean> {
  if (!found || isNull(found.node)) return ABSENT;
  const value = cast(textOf(found.node, reading));
  return value === undefined ? unreadable(found, 'container') : known(value, found, 'container');
}

export function textSetting(found: Found | undefined, reading: Reading): Setting<string> {
  if (!found || isNull(found.node)) return ABSENT;
  const value = textOf(found.node, reading);
  return value === undefined ? unreadable(found, 'container') : known(value, found, 'container');
}
