/**
 * Patterns of image names for trust lists: `*` matches within one path segment, `**` across segments, `?` one character of a segment.
 */
import type { ImageReference } from './reference.ts';

/**
 * Whether the whole `text` matches `pattern`. Follows all possible matches at once instead of backtracking, so the time is at most
 * length of text × length of pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const tokens = pattern.replace(/\*{2,}/g, '**').match(/\*\*|[\s\S]/g) ?? [];
  let reached = new Uint8Array(tokens.length + 1);
  reached[0] = 1;
  skipStars(tokens, reached);
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const next = new Uint8Array(tokens.length + 1);
    for (let index = 0; index < tokens.length; index++) {
      if (reached[index] === 0) continue;
      const token = tokens[index]!;
      if (token === '**' || (token === '*' && char !== '/')) next[index] = 1;
      else if (token === char || (token === '?' && char !== '/')) next[index + 1] = 1;
    }
    skipStars(tokens, next);
    reached = next;
  }
  return reached[tokens.length] === 1;
}

/** A star may match nothing: every position before a star also reaches the position behind it. */
function skipStars(tokens: readonly string[], reached: Uint8Array): void {
  for (let index = 0; index < tokens.length; index++) {
    if (reached[index] === 1 && tokens[index]!.startsWith('*')) reached[index + 1] = 1;
  }
}

/**
 * Whether a reference matches an image pattern. The name in the pattern matches the familiar name (`nginx`, `bitnami/redis`) or the full
 * name (`docker.io/library/nginx`). An optional `:tag` or `@digest` is a pattern too; without it, any tag matches. A bare registry
 * (`ghcr.io`, `*.azurecr.io`, `localhost`), or a pattern that ends with `/`, matches everything below.
 */
export function matchesImage(pattern: string, ref: ImageReference): boolean {
  const { name, tag, digest } = splitPattern(pattern.trim());
  if (name === '') return false;
  if (tag !== undefined && !matchesGlob(tag, ref.tag ?? (ref.digest === undefined ? 'latest' : ''))) return false;
  if (digest !== undefined && !matchesGlob(digest, ref.digest ?? '')) return false;
  const full = `${ref.registry}/${ref.repository}`;
  const canonical = name.replace(/^index\.docker\.io(?=\/|$)/, 'docker.io');
  const below = canonical.endsWith('/') ? `${canonical}**` : canonical;
  if (matchesGlob(below, ref.familiar) || matchesGlob(below, full)) return true;
  // Docker reads `docker.io/nginx` as `docker.io/library/nginx`.
  if (ref.registry === 'docker.io' && matchesGlob(below, `docker.io/${ref.familiar}`)) return true;
  return isRegistryPattern(canonical) && matchesGlob(canonical, ref.registry);
}

const isRegistryPattern = (name: string): boolean =>
  !name.includes('/') && (name.includes('.') || /^localhost(?::|$)/.test(name));

function splitPattern(pattern: string): { name: string; tag: string | undefined; digest: string | undefined } {
  const at = pattern.indexOf('@');
  const digest = at < 0 ? undefined : pattern.slice(at + 1);
  const rest = at < 0 ? pattern : pattern.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  return tagged
    ? { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest }
    : { name: rest, tag: undefined, digest };
}
