/** Kubernetes scalars: YAML 1.1 (as `sigs.k8s.io/yaml` decodes it), then typed by the API, which converts nothing. */

import { type Found, isNull, type Lens } from '../yaml/lens.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, known, unreadable } from '../yaml/setting.ts';

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** A readable scalar: not null, not templated. */
export const scalarOf = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' && !node.templated && !isNull(node) ? node : undefined;

/** The text of a readable scalar of whatever type. */
export const textOf = (from: Lens | undefined): string | undefined => scalarOf(from?.node)?.text;

/** A plain scalar that YAML 1.1 reads as a boolean; `undefined` for anything else, strings included. */
export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const scalar = scalarOf(node);
  if (!scalar || (scalar.style !== 'plain' && !/\bbool$/.test(scalar.tag ?? '')) || /str$/.test(scalar.tag ?? ''))
    return undefined;
  return TRUE.test(scalar.text) ? true : FALSE.test(scalar.text) ? false : undefined;
}

/** A plain integer in decimal; YAML 1.1's octal (`0644`) and `1_000` included. */
function integerOf(scalar: YamlScalar): string | undefined {
  if (scalar.style !== 'plain') return undefined;
  const text = scalar.text.replaceAll('_', '');
  if (/^[-+]?0[0-7]+$/.test(text)) return String(Number.parseInt(text, 8));
  if (/^[-+]?\d+$/.test(text)) return String(BigInt(text.replace('+', '')));
  return typeof scalar.value === 'number' && Number.isInteger(scalar.value) ? String(scalar.value) : undefined;
}

type Level = 'container' | 'pod';

function settingOf<T>(found: Found | undefined, level: Level, read: (scalar: YamlScalar) => T | undefined): Setting<T> {
  if (!found || isNull(found.node)) return ABSENT;
  const scalar = scalarOf(found.node);
  const value = scalar && read(scalar);
  return value === undefined ? unreadable(found, level) : known(value, found, level);
}

/** A quoted `"true"` is unknown: the API rejects it. */
export const booleanSetting = (found: Found | undefined, level: Level): Setting<boolean> =>
  settingOf(found, level, booleanOf);

/** An integer as decimal text. A quoted one is unknown: the API rejects it. */
export const integerSetting = (found: Found | undefined, level: Level): Setting<string> =>
  settingOf(found, level, integerOf);

export const textSetting = (found: Found | undefined, level: Level): Setting<string> =>
  settingOf(found, level, (s) => s.text);

/** The first setting that is written, even if unreadable. */
export function firstOf<T>(...settings: readonly Setting<T>[]): Setting<T> {
  return settings.find((s) => s.unknown || s.value !== undefined) ?? ABSENT;
}
