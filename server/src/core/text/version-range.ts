/** Ranges of versions, as package managers write them. Sources: node-semver, Composer "Versions", RubyGems "Patterns", PEP 440. */

/** Half-open: from `low` to before `high`. Each is three numbers. */
interface Interval {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const FIRST = [0, 0, 0];
const NEVER = [Number.POSITIVE_INFINITY, 0, 0];
const COMPARATOR = /^(\^|~>|~=|~|>=|<=|===|==|!=|=|>|<)?\s*v?(\d+(?:\.(?:\d+|[x*]))*|[x*])(?:\.\*)?[-+\w.]*$/i;

/**
 * Whether a range allows a version of a release line: `24` is all versions 24, `3.14` all versions 3.14. A number without an operator is the
 * version itself or all that begin with it. `undefined` when the range is not understood. `tilde`: what `~1.2` allows, `~1` is the same
 * for all.
 */
export function allowsLine(range: string, line: string, tilde: 'minor' | 'major' = 'minor'): boolean | undefined {
  const own = intervalOf('=', line, tilde);
  const sets = range.split(/\s*\|\|?\s*/).map((text) => intervalsOf(text, tilde));
  if (!own || sets.some((set) => set === undefined)) return undefined;
  return sets.some((set) => {
    const all = [own, ...set!];
    const low = all.map((one) => one.low).reduce((a, b) => (compare(a, b) < 0 ? b : a));
    const high = all.map((one) => one.high).reduce((a, b) => (compare(a, b) < 0 ? a : b));
    return compare(low, high) < 0;
  });
}

/** The comparators of a set, which must all hold: `>=3.9,<4`, `>= 18 <21`, `16 - 20`. */
function intervalsOf(set: string, tilde: 'minor' | 'major'): readonly Interval[] | undefined {
  const text = set.trim().replace(/^(\S+)\s+-\s+(\S+)$/, '>=$1 <=$2');
  const words = text.replace(/([\^~<>=!])\s+/g, '$1').split(/[\s,]+/);
  const found = words.map((word) => {
    const match = COMPARATOR.exec(word);
    return match ? intervalOf(match[1] ?? '=', match[2]!, tilde) : undefined;
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}

function intervalOf(operator: string, version: string, tilde: 'minor' | 'major'): Interval | undefined {
  const parts = version.split('.').slice(0, 3);
  const cut = parts.findIndex((part) => /^[x*]$/i.test(part));
  const numbers = (cut < 0 ? parts : parts.slice(0, cut)).map(Number);
  if (numbers.some((number) => !Number.isFinite(number))) return undefined;
  const low = [0, 1, 2].map((index) => numbers[index] ?? 0);
  const after = (index: number): readonly number[] =>
    index < 0 ? NEVER : low.map((number, at) => (at < index ? number : at === index ? number + 1 : 0));
  const last = numbers.length - 1;
  if (last < 0) return { low: FIRST, high: NEVER };
  const beforeLast = Math.max(0, last - 1);
  const significant = low.findIndex((number) => number > 0);
  if (operator === '^') return { low, high: after(significant < 0 ? last : significant) };
  if (operator === '~>' || operator === '~=') return { low, high: after(beforeLast) };
  if (operator === '~') return { low, high: after(tilde === 'major' ? beforeLast : Math.min(1, last)) };
  if (operator === '>=') return { low, high: NEVER };
  if (operator === '>') return { low: after(last), high: NEVER };
  if (operator === '<') return { low: FIRST, high: low };
  if (operator === '<=') return { low: FIRST, high: after(last) };
  // One version that is left out leaves its line.
  if (operator === '!=') return { low: FIRST, high: NEVER };
  return { low, high: after(last) };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) if (number !== b[index]) return number < b[index]! ? -1 : 1;
  return 0;
}
