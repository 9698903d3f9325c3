/** Compares facts. Facts that are equal apart from spans need no other unit to be judged again. */
import type { Fact } from './facts/facts.ts';
import type { Located } from './located.ts';

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

/**
 * Compares the facts of a file kind by kind. Facts at the start and the end of a kind that have the same meaning keep their identity,
 * because others hold references to them: `same` maps the new fact to the old one. `changed`: all others, old and new.
 */
export function compareFacts(
  old: readonly Located<Fact>[],
  fresh: readonly Located<Fact>[],
): { readonly changed: readonly Located<Fact>[]; readonly same: ReadonlyMap<Located<Fact>, Located<Fact>> } {
  const changed: Located<Fact>[] = [];
  const same = new Map<Located<Fact>, Located<Fact>>();
  for (const kind of new Set([...old, ...fresh].map((l) => l.fact.kind))) {
    const before = old.filter((l) => l.fact.kind === kind);
    const now = fresh.filter((l) => l.fact.kind === kind);
    const most = Math.min(before.length, now.length);
    const keep = (a: number, b: number): boolean => {
      if (!sameMeaning(before[a]!.fact, now[b]!.fact)) return false;
      same.set(now[b]!, before[a]!);
      return true;
    };
    let start = 0;
    while (start < most && keep(start, start)) start++;
    let end = 0;
    while (end < most - start && keep(before.length - 1 - end, now.length - 1 - end)) end++;
    changed.push(...before.slice(start, before.length - end), ...now.slice(start, now.length - end));
  }
  return { changed, same };
}
