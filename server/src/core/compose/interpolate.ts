import type { Span } from '../text/span.ts';

/** A Compose value after interpolation (`$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`, `${X:+a}`, `$$`). */
export interface Interpolated {
  /** With defaults filled in; `undefined` when a variable has no default. `${X:+a}` gives ''. */
  readonly text: string | undefined;
  /** At least one variable took part. */
  readonly dynamic: boolean;
  /** The defaults used, as written, with offsets into the given text; of nested ones the outer first. */
  readonly defaults: readonly { readonly name: string; readonly text: string; readonly at: Span }[];
  /** Variables without default, and those that must be set (`:?`). */
  readonly required: readonly string[];
}

/** Values of variables, as from a `.env` file. */
export type Variables = ReadonlyMap<string, string>;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-?+]/y;
const MAX_NESTING = 10;
const NONE: readonly never[] = [];

interface Parts {
  readonly defaults: { name: string; text: string; at: Span }[];
  readonly required: string[];
  readonly variables: Variables | undefined;
  dynamic: boolean;
}

/** The offset of the `}` that closes the `${` before `from`, or -1. As in compose-go only `${` nests, not `{`. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '}' && --open === 0) return i;
    if (text[i] === '$' && (text[i + 1] === '{' || text[i + 1] === '$')) {
      if (text[i + 1] === '{') open++;
      i++;
    }
  }
  return -1;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** What `name`, followed by an operator and a word, stands for. `base` is the offset of `word` in the whole text. */
function substitute(
  name: string,
  operator: string,
  word: string,
  base: number,
  parts: Parts,
  depth: number,
): string | undefined {
  parts.dynamic = true;
  const given = parts.variables?.get(name);
  const set = given !== undefined && (given !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return set ? expand(word, base, parts, depth + 1) : '';
  if (set || (operator === '' && given !== undefined)) return given;
  if (!operator.endsWith('-')) {
    parts.required.push(name);
    return undefined;
  }
  parts.defaults.push({ name, text: word, at: { start: base, end: base + word.length } });
  return expand(word, base, parts, depth + 1);
}

function expand(text: string, base: number, parts: Parts, depth: number): string | undefined {
  if (depth > MAX_NESTING) return undefined;
  let out: string | undefined = '';
  let copied = 0;
  const add = (more: string | undefined): void => {
    out = out === undefined || more === undefined ? undefined : out + more;
  };
  for (let i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i)) {
    const braced = text[i + 1] === '{';
    const nameAt = braced ? i + 2 : i + 1;
    const name = match(NAME, text, nameAt);
    const afterName = nameAt + (name?.length ?? 0);
    let end = afterName;
    let value: string | undefined;
    if (text[i + 1] === '$') {
      value = '$';
      end = i + 2;
    } else if (name !== undefined && !braced) value = substitute(name, '', '', 0, parts, depth);
    else {
      const close = name === undefined ? -1 : closing(text, afterName);
      const operator = close < 0 ? undefined : text[afterName] === '}' ? '' : match(OPERATOR, text, afterName);
      if (name === undefined || operator === undefined) {
        // Not a variable: Compose refuses the file; to us it is plain text.
        i++;
        continue;
      }
      const wordAt = afterName + operator.length;
      value = substitute(name, operator, text.slice(wordAt, close), base + wordAt, parts, depth);
      end = close + 1;
    }
    add(text.slice(copied, i));
    add(value);
    copied = end;
    i = end;
  }
  add(text.slice(copied));
  return out;
}

/**
 * Interpolates a Compose value. Sources: Compose specification, "Interpolation"; compose-go `template`.
 * `variables` (from `.env`) win over defaults. Text that is no valid variable stays as it is; nesting beyond 10 levels is unknown.
 */
export function interpolate(text: string, variables?: Variables): Interpolated {
  if (!text.includes('$')) return { text, dynamic: false, defaults: NONE, required: NONE };
  const parts: Parts = { defaults: [], required: [], variables, dynamic: false };
  const value = expand(text, 0, parts, 0);
  return { text: value, dynamic: parts.dynamic, defaults: parts.defaults, required: parts.required };
}

/**
 * When the whole text is one `${X:-default}`: the innermost default that is written out, with its span in `text`; so of
 * `${A:-${B:-x}}` the `x`.
 */
export function soleDefault(text: string): { readonly text: string; readonly at: Span } | undefined {
  let at: Span = { start: 0, end: text.length };
  for (let depth = 0; depth <= MAX_NESTING; depth++) {
    const here = text.slice(at.start, at.end);
    const name = here.startsWith('${') ? match(NAME, here, 2) : undefined;
    if (name === undefined || closing(here, 2 + name.length) !== here.length - 1) break;
    const operator = match(OPERATOR, here, 2 + name.length);
    if (!operator?.endsWith('-')) return undefined;
    at = { start: at.start + 2 + name.length + operator.length, end: at.end - 1 };
  }
  return at.start === 0 ? undefined : { text: text.slice(at.start, at.end), at };
}

/** Cuts at `separator`, but not inside `${…}`: parts with their offsets. */
export function splitOutside(text: string, separator: string): { readonly text: string; readonly start: number }[] {
  const out: { text: string; start: number }[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '$' && text[i + 1] === '{') {
      const close = closing(text, i + 2);
      if (close > 0) i = close;
    } else if (text[i] === separator) {
      out.push({ text: text.slice(start, i), start });
      start = i + 1;
    }
  }
  out.push({ text: text.slice(start), start });
  return out;
}
