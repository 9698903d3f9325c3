/** A pattern of `${X#p}`, `${X%p}` or `${X/p/r}`: `*`, `?` and characters (as code units). */
type Token = number | '*' | '?';

/** Maximum length of pattern × length of value. Beyond it the result is unknown. */
const MAX_WORK = 65_536;

/** `undefined` for an escape that BuildKit refuses. Source: `shell/lex.go`, `convertShellPatternToRegex`. */
function tokens(pattern: string): Token[] | undefined {
  const out: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '*' || c === '?') out.push(c);
    else if (c !== '\\') out.push(c.charCodeAt(0));
    else {
      const next = pattern[++i];
      if (next === undefined || !'}/*?\\'.includes(next)) return undefined;
      out.push(next.charCodeAt(0));
    }
  }
  return out;
}

/** Length of the shortest or longest match of `pattern` at `start` of `value`; -1 if there is none. */
function matchLength(pattern: readonly Token[], value: string, start: number, longest: boolean): number {
  let states = new Set([0]);
  let found = -1;
  for (let i = start; ; i++) {
    for (const s of states) if (pattern[s] === '*') states.add(s + 1);
    if (states.has(pattern.length)) {
      found = i - start;
      if (!longest) return found;
    }
    if (i >= value.length || states.size === 0) return found;
    const code = value.charCodeAt(i);
    const after = new Set<number>();
    for (const s of states) {
      const token = pattern[s];
      if (token === '*') after.add(s);
      else if (token === '?' || token === code) after.add(s + 1);
    }
    states = after;
  }
}

/** `value` without the match of `pattern` at its start (or end); `undefined` when unknown. */
export function trim(value: string, pattern: string, at: 'start' | 'end', longest: boolean): string | undefined {
  const parsed = tokens(pattern);
  if (!parsed || parsed.length * value.length > MAX_WORK) return undefined;
  if (at === 'start') return value.slice(Math.max(0, matchLength(parsed, value, 0, longest)));
  const backwards = value.split('').reverse().join('');
  const length = Math.max(0, matchLength(parsed.reverse(), backwards, 0, longest));
  return value.slice(0, value.length - length);
}

/** Replaces the first match of `pattern` in `value`, or all matches; `undefined` when unknown. */
export function replace(value: string, pattern: string, by: string, all: boolean): string | undefined {
  const parsed = tokens(pattern);
  if (!parsed || parsed.length * value.length > MAX_WORK / 16) return undefined;
  let out = '';
  let i = 0;
  while (i <= value.length) {
    const length = matchLength(parsed, value, i, true);
    if (length >= 0) out += by;
    if (length > 0) i += length;
    else out += value[i++] ?? '';
    if (length >= 0 && !all) break;
    if (length > 0 && i === value.length) break;
  }
  return out + value.slice(i);
}
