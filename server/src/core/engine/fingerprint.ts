/**
 * A stable id for a finding: 16 hex digits, a hash of rule, path, semantic route and occurrence. It contains no line number, so it
 * survives edits elsewhere, and no value, so it reveals nothing.
 */
export function fingerprint(rule: string, path: string, route: string, occurrence: number): string {
  const text = [rule, path, route, String(occurrence)].join('\u0000');
  // Two FNV-1a passes with different offsets. A collision matters only within one repository.
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9747b28c);
}

/**
 * What a finding is about inside of its file: 16 hex digits, a hash of rule and route. Unlike the fingerprint it stays the same when the file
 * is renamed; findings of a rule with the same route share it.
 */
export const subjectHash = (rule: string, route: string): string => fingerprint(rule, '', route, 0);

function fnv(text: string, seed: number): string {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // Final avalanche (murmur3's): FNV alone mixes the last characters poorly.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0).toString(16).padStart(8, '0');
}
