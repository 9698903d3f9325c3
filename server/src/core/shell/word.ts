import { readDoubleQuotes, readExpansion, readSubstitution } from './expansion.ts';
import { readAnsiQuotes, readSingleQuotes } from './quotes.ts';
import { continuationLength, incomplete, pushText, type Reader, skipBlanks, spanOf, word } from './reader.ts';
import type { Building, ShellAssignment, ShellWord, WordPart } from './syntax.ts';

const blank = 1;
const operator = 2;
const quoting = 3;

/** The role of each character within a word; 0: an ordinary character. */
const role = new Uint8Array(128);
for (const c of ' \t\r\n') role[c.charCodeAt(0)] = blank;
for (const c of ';&|<>()') role[c.charCodeAt(0)] = operator;
for (const c of '\'"\\$`') role[c.charCodeAt(0)] = quoting;

/** Whether a word can begin at the reader's position. */
export function atWord(r: Reader): boolean {
  const { text, pos } = r;
  if (pos >= text.length) return false;
  const kind = role[text.charCodeAt(pos)] ?? 0;
  return kind === 0 || kind === quoting || atProcessSubstitution(text, pos);
}

function atProcessSubstitution(text: string, pos: number): boolean {
  return (text[pos] === '<' || text[pos] === '>') && text[pos + 1] === '(';
}

/**
 * Reads one word; returns an empty word where none begins. With `plain`, operators are ordinary characters (`[[ a && b ]]`, exec form).
 */
export function readWord(r: Reader, plain = false): ShellWord {
  const { text } = r;
  const begin = r.pos;
  const parts: WordPart[] = [];
  let quoted = false;
  let from = begin;
  while (r.pos < text.length) {
    const kind = role[text.charCodeAt(r.pos)] ?? 0;
    if (kind === 0) {
      r.pos++;
      continue;
    }
    if (kind === blank) break;
    if (kind === operator) {
      if (!plain && atProcessSubstitution(text, r.pos)) {
        pushText(r, parts, from, r.pos);
        readSubstitution(r, parts, r.pos);
        from = r.pos;
      } else if (plain) r.pos++;
      else break;
      continue;
    }
    const read = quotingReader(text, r.pos);
    if (!read) {
      const before = r.pos;
      const expansion: WordPart[] = [];
      if (readExpansion(r, expansion, false)) {
        pushText(r, parts, from, before);
        parts.push(...expansion);
        from = r.pos;
      } else r.pos++;
      continue;
    }
    pushText(r, parts, from, r.pos);
    if (text[r.pos] !== '\\') quoted = true;
    read(r, parts);
    from = r.pos;
  }
  pushText(r, parts, from, r.pos);
  return word(spanOf(r, begin, r.pos), text.slice(begin, r.pos), parts, quoted);
}

/** The function that reads the quotes or escape at `pos`; undefined for an expansion or a lone `$`. */
function quotingReader(text: string, pos: number): ((r: Reader, parts: WordPart[]) => void) | undefined {
  switch (text[pos]) {
    case '\\':
      return readEscape;
    case "'":
      return readSingleQuotes;
    case '"':
      return readDoubleQuotes;
    default:
      if (text[pos] !== '$') return undefined;
      if (text[pos + 1] === "'") return readAnsiQuotes;
      return text[pos + 1] === '"' ? readTranslatedQuotes : undefined;
  }
}

/** `$"…"` is read like `"…"`. */
function readTranslatedQuotes(r: Reader, parts: WordPart[]): void {
  r.pos++;
  readDoubleQuotes(r, parts);
}

/** A backslash outside quotes. */
function readEscape(r: Reader, parts: WordPart[]): void {
  const continuation = continuationLength(r.text, r.pos);
  if (continuation > 0) r.pos += continuation;
  else if (r.pos + 1 >= r.text.length) pushText(r, parts, r.pos, ++r.pos);
  else {
    parts.push({ kind: 'text', text: r.text[r.pos + 1]!, span: spanOf(r, r.pos, r.pos + 2) });
    r.pos += 2;
  }
}

// The subscript has a maximum length, so that many unclosed ones stay linear.
const assignmentStart = /([A-Za-z_]\w*)(?:\[[^\]\s]{0,200}\])?\+?=/y;

/** Reads `NAME=value` if it is next. */
export function readAssignment(r: Reader): ShellAssignment | undefined {
  const from = r.pos;
  assignmentStart.lastIndex = from;
  const match = assignmentStart.exec(r.text);
  if (!match) return undefined;
  r.pos += match[0].length;
  const value = r.text[r.pos] === '(' ? readArray(r) : readWord(r);
  return { name: match[1]!, value, span: spanOf(r, from, r.pos) };
}

/** Reads a word, or `NAME=(…)` as an argument of `declare` and the like. */
export function readArgument(r: Reader): ShellWord {
  const from = r.pos;
  const found = readWord(r);
  if (r.text[r.pos] !== '(') return found;
  assignmentStart.lastIndex = from;
  if (assignmentStart.exec(r.text)?.[0] !== found.raw) return found;
  const value = readArray(r);
  return {
    ...value,
    span: spanOf(r, from, r.pos),
    raw: r.text.slice(from, r.pos),
    parts: [...found.parts, ...value.parts],
  };
}

/** Reads `(…)` after `NAME=`. The word has the parts of all elements and no literal. */
function readArray(r: Reader): ShellWord {
  const from = r.pos++;
  const parts: WordPart[] = [];
  let quoted = false;
  for (;;) {
    skipBlanks(r);
    if (r.text[r.pos] === '\n') r.pos++;
    else if (atWord(r)) {
      const element = readWord(r);
      for (const part of element.parts) parts.push(part);
      quoted ||= element.quoted;
    } else break;
  }
  if (r.text[r.pos] === ')') r.pos++;
  else incomplete(r);
  const value: Building<ShellWord> = { span: spanOf(r, from, r.pos), raw: r.text.slice(from, r.pos), parts, quoted };
  return value;
}
