/** Which values the configuration declares not to be secrets. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { matchesGlob } from '../image/pattern.ts';
import { memoLast } from '../text/memo-last.ts';
import { pathMatcher } from '../text/path-pattern.ts';
import type { SecretAllowance } from './settings.ts';

/** A salt, so that published tables of hashes do not help to look a hash up. */
const SALT = 'seaworthy allowed value\u0000';

/**
 * A salted SHA-256 of the value: `sha256:` and 32 hex digits. Half of the hash is enough to tell values apart. A short password can be
 * guessed from its hash, so use this only for values that are not secrets.
 */
export const valueHash = (value: string): string =>
  `sha256:${bytesToHex(sha256(utf8ToBytes(SALT + value))).slice(0, 32)}`;

/** Matches a result of `valueHash`. */
export const VALUE_HASH = /^sha256:[0-9a-f]{32}$/;

/** An allowance with its patterns compiled. */
interface Allowed {
  readonly path: (path: string) => boolean;
  readonly name: (name: string) => boolean;
  readonly value: (value: string) => boolean;
}

const allowed: (allow: SecretAllowance) => Allowed = memoLast(({ names, values, paths, base }) => {
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

/** Whether the configuration declares the value at this place not to be a secret. `value` is called only when hashes are configured. */
export function isAllowed(
  allow: SecretAllowance,
  at: { readonly path: string; readonly name: string | undefined; readonly value: () => string },
): boolean {
  const { path, name, value } = allowed(allow);
  return path(at.path) || (at.name !== undefined && name(at.name)) || (allow.values.length > 0 && value(at.value()));
}
