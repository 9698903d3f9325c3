/** Compares facts. Facts that are equal apart from spans do not require another unit to be checked again. */

const isSpan = (value: object): value is { start: number; end: number } => {
  const keys = Object.keys(value);
  return (
    keys.length === 2 &&
    'start' in value &&
    'end' in value &&
    typeof value.start === 'number' &&
    typeof value.end === 'number'
  );
};

/** Whether two plain values (objects, arrays, Maps, scalars; no cycles) are equal. Spans (`{start, end}`) are ignored. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) if (!b.has(key) || !sameMeaning(value, b.get(key))) return false;
    return true;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => sameMeaning(v, b[i]));
  }
  if (isSpan(a)) return isSpan(b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => key in b && sameMeaning((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
