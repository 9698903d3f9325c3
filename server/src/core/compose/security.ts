import type { Capability, Container } from '../domain/container.ts';
import type { Found } from '../yaml/lens.ts';
import type { Setting } from '../yaml/setting.ts';
import { ABSENT, known, unreadable } from '../yaml/setting.ts';
import { splitOutside } from './interpolate.ts';
import { type Reading, resolve } from './scalar.ts';

type Options = Pick<Container, 'seccomp' | 'appArmor' | 'allowPrivilegeEscalation'>;

/** Docker parses these values with Go's `strconv.ParseBool`, which differs from Compose's casts. */
const GO_TRUE = /^(?:1|t|T|true|TRUE|True)$/;
const GO_FALSE = /^(?:0|f|F|false|FALSE|False)$/;

const PROFILES: Readonly<Record<string, string>> = {
  unconfined: 'Unconfined',
  builtin: 'RuntimeDefault',
  'docker-default': 'RuntimeDefault',
};

/**
 * Reads `security_opt:`, with options in the form `key=value` or the older `key:value`. The last option of a key wins. `no-new-privileges`,
 * bare or true, gives `allowPrivilegeEscalation: false`. Source: moby, `parseSecurityOpts`.
 */
export function readSecurityOptions(service: Found, reading: Reading): Options {
  const list = service.get('security_opt');
  const out: { -readonly [K in keyof Options]: Options[K] } = {
    seccomp: ABSENT,
    appArmor: ABSENT,
    allowPrivilegeEscalation: ABSENT,
  };
  if (!list.absent && !list.seq) {
    const unknown = unreadable(list, 'container');
    return { seccomp: unknown, appArmor: unknown, allowPrivilegeEscalation: unknown };
  }
  let opaque: Setting<never> | undefined;
  for (const found of list.items()) {
    const option = resolve(found, reading);
    if (!option) continue;
    const text = option.text ?? (option.node.templated ? '' : option.raw);
    const cut = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const key = cut < 0 ? text : text.slice(0, cut);
    const value = cut < 0 ? '' : text.slice(cut + 1);
    const unknown = option.text === undefined;
    if (key === 'no-new-privileges') {
      const on = cut < 0 || GO_TRUE.test(value);
      out.allowPrivilegeEscalation =
        unknown || (!on && !GO_FALSE.test(value)) ? unreadable(found, 'container') : known(!on, found, 'container');
    } else if (key === 'seccomp' || key === 'apparmor') {
      const profile = PROFILES[value] ?? 'Localhost';
      const setting = unknown || value === '' ? unreadable(found, 'container') : known(profile, found, 'container');
      if (key === 'seccomp') out.seccomp = setting;
      else out.appArmor = setting;
    } else if (unknown && !/^[a-z-]+$/.test(key)) opaque = unreadable(found, 'container');
  }
  if (opaque)
    for (const key of ['seccomp', 'appArmor', 'allowPrivilegeEscalation'] as const)
      if (out[key] === ABSENT) out[key] = opaque;
  return out;
}

/** Reads `user:` as user and group. */
export function readUser(service: Found, reading: Reading): Pick<Container, 'user' | 'group'> {
  const found = service.get('user');
  if (found.absent) return { user: ABSENT, group: ABSENT };
  const unknown = unreadable(found, 'container');
  const whole = resolve(found, reading);
  if (!whole || whole.node.templated) return { user: unknown, group: unknown };
  // The group of `${UID}:0` is known. So if the whole is unknown, both parts are read separately.
  const parts = whole.text === undefined ? splitOutside(whole.raw, ':').map((p) => p.text) : whole.text.split(':');
  const setting = (part: string | undefined): Setting<string> =>
    part === undefined || part === '' ? ABSENT : part.includes('$') ? unknown : known(part, found, 'container');
  return { user: setting(parts[0]), group: setting(parts[1]) };
}

/** Reads `cap_add:` or `cap_drop:`. `unknown` when some of it cannot be read. */
export function readCapabilities(service: Found, key: 'cap_add' | 'cap_drop', reading: Reading) {
  const capabilities: Capability[] = [];
  const list = service.get(key);
  let unknown = !list.absent && !list.seq;
  for (const item of list.items()) {
    const resolved = resolve(item, reading);
    if (resolved?.text === undefined) unknown = true;
    else capabilities.push({ name: capabilityName(resolved.text), raw: resolved.raw, at: item.at, node: item.node });
  }
  return { capabilities, unknown };
}

/** `cap_net_admin` → `NET_ADMIN`. */
export const capabilityName = (text: string): string => text.trim().toUpperCase().replace(/^CAP_/, '');
