/** Reads Kubernetes scalars: by YAML 1.1, as `sigs.k8s.io/yaml` decodes them. The API converts no types. */

import type { Lens } from '../yaml/lens.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, known, UNSEEN, unreadable } from '../yaml/setting.ts';

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** A plain scalar that YAML 1.1 reads as a boolean; `undefined` for anything else, strings included. */
export function booleanOf({ scalar }: Lens): boolean | undefined {
  if (!scalar || (scalar.style !== 'plain' && !/\bbool$/.test(scalar.tag ?? '')) || /str$/.test(scalar.tag ?? ''))
    return undefined;
  return TRUE.test(scalar.text) ? true : FALSE.test(scalar.text) ? false : undefined;
}

/** A plain integer in decimal; YAML 1.1's octal (`0644`) and `1_000` included. */
function integerOf({ scalar }: Lens): string | undefined {
  if (scalar?.style !== 'plain') return undefined;
  const text = scalar.text.replaceAll('_', '');
  if (/^[-+]?0[0-7]+$/.test(text)) return String(Number.parseInt(text, 8));
  if (/^[-+]?\d+$/.test(text)) return String(BigInt(text.replace('+', '')));
  return typeof scalar.value === 'number' && Number.isInteger(scalar.value) ? String(scalar.value) : undefined;
}

const textOf = ({ text }: Lens): string | undefined => text;

type Level = 'container' | 'pod';

/** The setting at a place. `read` returns `undefined` for a value that it cannot read. */
export function settingOf<T>(from: Lens, level: Level | undefined, read: (from: Lens) => T | undefined): Setting<T> {
  if (from.absent) return from.hidden ? UNSEEN : ABSENT;
  const value = read(from);
  return value === undefined ? unreadable(from, level) : known(value, from, level);
}

/** A quoted `"true"` is unknown: the API rejects it. */
export const booleanSetting = (from: Lens, level: Level): Setting<boolean> => settingOf(from, level, booleanOf);

/** An integer as decimal text. A quoted one is unknown: the API rejects it. */
export const integerSetting = (from: Lens, level: Level): Setting<string> => settingOf(from, level, integerOf);

export const textSetting = (from: Lens, level: Level): Setting<string> => settingOf(from, level, textOf);

/** The first setting that is written, even if unreadable. */
export function firstOf<T>(...settings: readonly Setting<T>[]): Setting<T> {
  return settings.find((s) => s.unknown || s.value !== undefined) ?? ABSENT;
}
