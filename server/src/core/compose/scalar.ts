/** Reads Compose scalars: interpolates them first, then casts them to the type of the key (compose-go `interpolation`). */

import type { Platform } from '../platform/platform.ts';
import type { Lens } from '../yaml/lens.ts';
import type { YamlScalar } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, known, unreadable } from '../yaml/setting.ts';
import { interpolate, type Variables } from './interpolate.ts';

/** State that the readers of one Compose file share. */
export interface Reading {
  /** The unit's text. */
  readonly text: string;
  readonly variables: Variables | undefined;
  /** What reads the file. */
  readonly platform: Platform;
}

export interface Resolved {
  readonly node: YamlScalar;
  readonly raw: string;
  /** After interpolation; `undefined` when unknown. */
  readonly text: string | undefined;
  readonly dynamic: boolean;
}

/** A scalar's text; `undefined` for null, maps and sequences. */
export function resolve({ node, absent }: Lens, reading: Reading): Resolved | undefined {
  if (node?.type !== 'scalar' || absent) return undefined;
  if (node.templated) return { node, raw: node.text, text: undefined, dynamic: true };
  const { text, dynamic } = interpolate(node.text, reading.variables);
  return { node, raw: node.text, text, dynamic };
}

/** The text of a scalar after interpolation; `undefined` when there is none or it is unknown. */
export const textOf = (from: Lens, reading: Reading): string | undefined => resolve(from, reading)?.text;

const TRUE = /^(?:true|yes|y|on|1)$/i;
const FALSE = /^(?:false|no|n|off|0)$/i;

/** Casts text to a boolean like Compose: `true yes y on 1` and their opposites, quoted or not. `undefined` for any other text. */
export const cast = (text: string | undefined): boolean | undefined =>
  text === undefined ? undefined : TRUE.test(text) ? true : FALSE.test(text) ? false : undefined;

export function booleanSetting(found: Lens, reading: Reading): Setting<boolean> {
  if (found.absent) return ABSENT;
  const value = cast(textOf(found, reading));
  return value === undefined ? unreadable(found, 'container') : known(value, found, 'container');
}

export function textSetting(found: Lens, reading: Reading): Setting<string> {
  if (found.absent) return ABSENT;
  const value = textOf(found, reading);
  return value === undefined ? unreadable(found, 'container') : known(value, found, 'container');
}
