/** What the configuration says is no secret. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { matchesGlob } from '../image/pattern.ts';
import { last } from '../text/memo-last.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import type { SecretAllowance } from './settings.ts';

/** Keeps a hash from being looked up in lists that others have made. */
const SALT = 'seaworthy allowed value\u0000';

/**
 * `sha256:` and 32 hex digits (half of the hash: enough to tell values apart) over the value. A short password can be guessed from it, so it
 * is for what is no secret.
 */
export const valueHash = (value: string): string =>
  `sha256:${bytesToHex(sha256(utf8ToBytes(SALT + value))).slice(0, 32)}`;

/** The shape of `valueHash`. */
export const VALUE_HASH = /^sha256:[0-9a-f]{32}$/;

/** An allowance made ready to be asked. */
interface Allowed {
  readonly path: (path: string) => boolean;
  readonly name: (name: string) => boolean;
  readonly value: (value: string) => boolean;
}

const allowed: (allow: SecretAllowance) => Allowed = last(({ names, values, paths, base }) => {
  const inBase = pathMatcher(paths);
  const patterns = names.map((n) => n.toLowerCase());
  const hashes = new Set(values);
  return {
    path: (path) => {
      if (paths.length === 0 || (base !== '' && !path.startsWith(`${base}/`))) return false;
      return inBase(base === '' ? path : path.slice(base.length + 1));
    },
    name: (name) => patterns.some((p) => matchesGlob(p, name.toLowerCase().replaceAll('/', '.'))),
    value: (value) => hashes.size > 0 && hashes.has(valueHash(value)),
  };
});

/** Whether the configuration says that what stands there is no secret. `value` is asked for only where hashes are configured. */
export function isAllowed(
  allow: SecretAllowance,
  at: { readonly path: string; readonly name: string | undefined; readonly value: () => string },
): boolean {
  const { path, name, value } = allowed(allow);
  return path(at.path) || (at.name !== undefined && name(at.name)) || (allow.values.length > 0 && value(at.value()));
}
