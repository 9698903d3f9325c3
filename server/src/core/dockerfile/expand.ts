import type { Span } from '../text/span.ts';
import type { Resolved } from './model.ts';
import { replace, trim } from './variable-pattern.ts';

/** The value of a name, as far as it is known. */
export type Binding =
  | { readonly kind: 'value'; readonly text: string; readonly overridable: boolean; readonly from: readonly Span[] }
  /** Set to an unknown value. */
  | { readonly kind: 'unknown'; readonly overridable: boolean; readonly from: readonly Span[] }
  /** Not set in the file. A build argument (`overridable`) or the base image may set it. */
  | { readonly kind: 'absent'; readonly overridable: boolean; readonly from: readonly Span[] }
  /** Not set for certain: it expands to nothing. */
  | { readonly kind: 'unset' };

export type Lookup = (name: string) => Binding;

/** Longer values count as unknown: a value that doubles in every line must not fill the memory. */
const MAX_LENGTH = 65_536;
const MAX_DEPTH = 32;
const MAX_SOURCES = 64;

interface State {
  readonly text: string;
  readonly escape: string;
  readonly lookup: Lookup;
  i: number;
  depth: number;
  overridable: boolean;
  readonly from: Span[];
}

/** BuildKit stops the build here. */
const ERROR = Symbol('error');
type Piece = string | undefined | typeof ERROR;

/**
 * Expands variables in `text` and removes quotes and escapes, as the builder does for every instruction except RUN, CMD, ENTRYPOINT and
 * SHELL. `text` of the result is undefined when a variable has no known value, or when BuildKit refuses the text.
 * Source: BuildKit `frontend/dockerfile/shell/lex.go`.
 */
export function expand(text: string, escapeChar: string, lookup: Lookup): Resolved {
  if (!/[$'"\\`]/.test(text)) return { text, overridable: false, from: [] };
  const state: State = { text, escape: escapeChar, lookup, i: 0, depth: 0, overridable: false, from: [] };
  const result = readUntil(state, '', false);
  return { text: result === ERROR ? undefined : result, overridable: state.overridable, from: state.from };
}

/** Reads through `stop` (`''`: the end of the text). */
function readUntil(s: State, stop: string, rawEscapes: boolean): Piece {
  let out: string | undefined = '';
  const add = (piece: string | undefined) => {
    out = out === undefined || piece === undefined || out.length > MAX_LENGTH ? undefined : out + piece;
  };
  while (s.i < s.text.length) {
    const c = s.text[s.i]!;
    if (c === stop) {
      s.i++;
      return out;
    }
    if (c === '$' || c === "'" || c === '"') {
      const piece: Piece =
        c === '$' ? readDollar(s) : c === "'" ? readSingleQuotes(s) : readDoubleQuotes(s, rawEscapes);
      if (piece === ERROR) return ERROR;
      add(piece);
    } else {
      s.i++;
      if (c === s.escape) {
        if (rawEscapes) add(c);
        add(s.text[s.i++] ?? '');
      } else add(c);
    }
  }
  return stop === '' ? out : ERROR;
}

function readSingleQuotes(s: State): Piece {
  const close = s.text.indexOf("'", s.i + 1);
  if (close < 0) return ERROR;
  const piece = s.text.slice(s.i + 1, close);
  s.i = close + 1;
  return piece;
}

function readDoubleQuotes(s: State, rawEscapes: boolean): Piece {
  let out: string | undefined = '';
  s.i++;
  while (s.i < s.text.length) {
    const c = s.text[s.i]!;
    if (c === '"') {
      s.i++;
      return out;
    }
    if (c === '$') {
      const piece = readDollar(s);
      if (piece === ERROR) return ERROR;
      out = out === undefined || piece === undefined ? undefined : out + piece;
      continue;
    }
    s.i++;
    let piece: string = c;
    if (c === s.escape) {
      const next = s.text[s.i];
      if (next === undefined) continue;
      if (next === '"' || next === '$' || next === s.escape) {
        piece = rawEscapes ? c + next : next;
        s.i++;
      } else if (rawEscapes) piece = c + c;
    }
    if (out !== undefined) out += piece;
  }
  return ERROR;
}

const NAME = /[\p{L}_][\p{L}\p{Nd}_]*|\p{Nd}+|[@*#?$!-]/uy;

function name(s: State): string {
  NAME.lastIndex = s.i;
  const found = NAME.exec(s.text)?.[0] ?? '';
  s.i += found.length;
  return found;
}

function bind(s: State, variable: string): Binding {
  const binding = s.lookup(variable);
  if (binding.kind === 'unset') return binding;
  s.overridable ||= binding.overridable;
  for (const span of binding.from)
    if (s.from.length < MAX_SOURCES && !s.from.some((f) => f.start === span.start)) s.from.push(span);
  return binding;
}

const known = (b: Binding): string | undefined => (b.kind === 'value' ? b.text : b.kind === 'unset' ? '' : undefined);

function readDollar(s: State): Piece {
  s.i++;
  if (s.text[s.i] !== '{') {
    const variable = name(s);
    return variable === '' ? '$' : known(bind(s, variable));
  }
  s.i++;
  if (s.depth >= MAX_DEPTH) return ERROR;
  const variable = name(s);
  if (variable === '') return ERROR;
  s.depth++;
  const piece = readOperation(s, variable);
  s.depth--;
  return piece;
}

function readOperation(s: State, variable: string): Piece {
  let operator = s.text[s.i++];
  if (operator === '}') return known(bind(s, variable));
  if (operator === '/') return readSubstitution(s, variable);
  const orEmpty = operator === ':';
  if (orEmpty) operator = s.text[s.i++];
  if (operator === undefined || !(orEmpty ? '+-?' : '+-?#%').includes(operator)) return ERROR;
  const isTrim = operator === '#' || operator === '%';
  const binding = bind(s, variable);
  // The variables in the word count only if the word is used.
  const kept = { overridable: s.overridable, sources: s.from.length };
  const word = readUntil(s, '}', isTrim);
  if (word === ERROR) return ERROR;
  const value = known(binding);
  if (isTrim) return trimmed(value, word, operator!);
  const missing = binding.kind === 'unset' || binding.kind === 'absent' || (orEmpty && value === '');
  const undecided = binding.kind === 'unknown' && orEmpty;
  const wordUsed = operator === '-' ? missing : operator === '+' && !missing;
  if (!wordUsed && !undecided) {
    s.overridable = kept.overridable;
    s.from.length = kept.sources;
  }
  if (operator === '-') return missing ? word : value;
  if (operator === '+') return missing ? '' : undecided ? undefined : word;
  return binding.kind === 'unset' || (orEmpty && value === '') ? ERROR : value;
}

function trimmed(value: string | undefined, word: string | undefined, operator: string): string | undefined {
  if (value === undefined || word === undefined) return undefined;
  const longest = word.startsWith(operator);
  return trim(value, longest ? word.slice(1) : word, operator === '#' ? 'start' : 'end', longest);
}

function readSubstitution(s: State, variable: string): Piece {
  const all = s.text[s.i] === '/';
  if (all) s.i++;
  const binding = bind(s, variable);
  const pattern = readUntil(s, '/', true);
  if (pattern === ERROR) return ERROR;
  const by = readUntil(s, '}', true);
  if (by === ERROR) return ERROR;
  const value = known(binding);
  return value === undefined || pattern === undefined || by === undefined
    ? undefined
    : replace(value, pattern, by, all);
}
