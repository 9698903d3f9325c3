import type { Span } from '../text/span.ts';

/** A Compose value after interpolation (`$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:?e}`, `${X:+a}`, `$$`). */
export interface Interpolated {
  /** The text with defaults; `undefined` when a variable has no default. `${X:+a}` gives ''. */
  readonly text: string | undefined;
  /** The text contains a variable. */
  readonly dynamic: boolean;
  /** The defaults that were used, as written, with offsets into the given text. Outer defaults come before nested ones. */
  readonly defaults: readonly { readonly name: string; readonly text: string; readonly at: Span }[];
  /** Variables without a default, and those that must be set (`:?`). */
  readonly required: readonly string[];
}

/** Values of variables, as from a `.env` file. */
export type Variables = ReadonlyMap<string, string>;
/** Gives the value of one variable. */
export type Lookup = Pick<Variables, 'get'>;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-?+]/y;
const MAX_NESTING = 10;
/** Linux starts no program with a longer variable or argument. Source: Linux, `execve(2)`, "Limits on size of arguments and environment". */
const MAX_GIVEN = 131_072;
const NONE: readonly never[] = [];

interface Parts {
  readonly text: string;
  readonly closers: ReadonlyMap<number, number>;
  readonly defaults: { name: string; text: string; at: Span }[];
  readonly required: string[];
  readonly variables: Lookup | undefined;
  /** How much longer the text may become by what is put in. */
  left: number;
  dynamic: boolean;
}

/**
 * Maps the offset of each `${` to that of its `}`, without unclosed ones. As in compose-go, only `${` nests, not `{`. One pass for all, so
 * that many unclosed ones stay linear.
 */
function closersOf(text: string): Map<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '}') {
      const start = open.pop();
      if (start !== undefined) closers.set(start, i);
    } else if (c === '$' && (text[i + 1] === '{' || text[i + 1] === '$')) {
      if (text[i + 1] === '{') open.push(i);
      i++;
    }
  }
  return closers;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The value of `name` with an operator and the word at `word`. */
function substitute(name: string, operator: string, word: Span, parts: Parts, depth: number): string | undefined {
  parts.dynamic = true;
  const given = parts.variables?.get(name);
  const set = given !== undefined && (given !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return set ? expand(word, parts, depth + 1) : '';
  if (set || (operator === '' && given !== undefined)) return given;
  if (!operator.endsWith('-')) {
    parts.required.push(name);
    return undefined;
  }
  parts.defaults.push({ name, text: parts.text.slice(word.start, word.end), at: word });
  return expand(word, parts, depth + 1);
}

function expand(range: Span, parts: Parts, depth: number): string | undefined {
  if (depth > MAX_NESTING) return undefined;
  const { text, closers } = parts;
  const pieces: string[] = [];
  let known = true;
  let copied = range.start;
  for (let i = text.indexOf('$', range.start); i >= 0 && i < range.end; i = text.indexOf('$', i)) {
    let value: string | undefined;
    let end: number;
    if (text[i + 1] === '$') {
      value = '$';
      end = i + 2;
    } else {
      const braced = text[i + 1] === '{';
      const name = match(NAME, text, braced ? i + 2 : i + 1) ?? '';
      const afterName = i + (braced ? 2 : 1) + name.length;
      const close = braced ? closers.get(i) : afterName;
      const operator = !braced || afterName === close ? '' : match(OPERATOR, text, afterName);
      if (name === '' || close === undefined || operator === undefined) {
        // Compose refuses such a file. We read it as plain text.
        i++;
        continue;
      }
      value = substitute(name, operator, { start: afterName + operator.length, end: close }, parts, depth);
      end = braced ? close + 1 : afterName;
    }
    parts.left -= value?.length ?? 0;
    known &&= value !== undefined && parts.left >= 0;
    pieces.push(text.slice(copied, i), (known && value) || '');
    copied = end;
    i = end;
  }
  pieces.push(text.slice(copied, range.end));
  return known ? pieces.join('') : undefined;
}

/**
 * Interpolates a Compose value. `variables` (from `.env`) win over defaults. Text that is not a valid variable stays unchanged. More than
 * 10 nested levels are unknown, and so are values of more than 128 KB. Sources: Compose specification, "Interpolation"; compose-go `template`.
 */
export function interpolate(text: string, variables?: Lookup): Interpolated {
  if (!text.includes('$')) return { text, dynamic: false, defaults: NONE, required: NONE };
  const parts: Parts = {
    ...{ text, closers: closersOf(text), defaults: [], required: [], variables },
    ...{ left: MAX_GIVEN, dynamic: false },
  };
  const value = expand({ start: 0, end: text.length }, parts, 0);
  return { text: value, dynamic: parts.dynamic, defaults: parts.defaults, required: parts.required };
}

/**
 * The innermost literal default, with its span in `text`, if the whole text is one `${X:-default}`. For `${A:-${B:-x}}` it is `x`.
 */
export function soleDefault(text: string): { readonly text: string; readonly at: Span } | undefined {
  if (!text.startsWith('${')) return undefined;
  const closers = closersOf(text);
  let at: Span = { start: 0, end: text.length };
  for (let depth = 0; depth <= MAX_NESTING; depth++) {
    const name = text.startsWith('${', at.start) ? match(NAME, text, at.start + 2) : undefined;
    if (name === undefined || closers.get(at.start) !== at.end - 1) break;
    const operator = match(OPERATOR, text, at.start + 2 + name.length);
    if (!operator?.endsWith('-')) return undefined;
    at = { start: at.start + 2 + name.length + operator.length, end: at.end - 1 };
  }
  return at.start === 0 ? undefined : { text: text.slice(at.start, at.end), at };
}

/** Splits at `separator`, but not inside `${…}`. Gives the parts with their offsets. */
export function splitOutside(text: string, separator: string): { readonly text: string; readonly start: number }[] {
  const out: { text: string; start: number }[] = [];
  const closers = text.includes('${') ? closersOf(text) : undefined;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const close = closers?.get(i);
    if (close !== undefined) i = close;
    else if (text[i] === separator) {
      out.push({ text: text.slice(start, i), start });
      start = i + 1;
    }
  }
  out.push({ text: text.slice(start), start });
  return out;
}
