import { readSingleQuotes } from './quotes.ts';
import {
  continuationLength,
  incomplete,
  nested,
  pick,
  pushText,
  type Reader,
  reader,
  type Source,
  slice,
  spanOf,
} from './reader.ts';
import type { WordPart } from './syntax.ts';

const name = /[A-Za-z_]\w*|[\d@*#?$!-]/y;
const bracedName = /([#!]?)([A-Za-z_]\w*|\d+|[@*#?$!-])/y;
const operatorToken = /:[-=?+]|##?|%%?|\/\/?|\^\^?|,,?|[-=?+:@[*]/y;

/** Reads the expansion that begins with `$` or a backtick here. Returns false and reads nothing if it is an ordinary character. */
export function readExpansion(r: Reader, parts: WordPart[], inQuotes: boolean): boolean {
  const { text } = r;
  const from = r.pos;
  if (text[from] === '`') {
    readBackticks(r, parts, inQuotes);
    return true;
  }
  const next = text[from + 1];
  if (next === '(') {
    const end = text[from + 2] === '(' ? arithmeticEnd(r, from + 3) : -1;
    if (end < 0) return readSubstitution(r, parts, from);
    readArithmetic(r, from + 3, end);
    parts.push({ kind: 'arithmetic', span: spanOf(r, from, r.pos) });
    return true;
  }
  if (next === '{') {
    nested(r, () => readBraced(r, parts, inQuotes));
    return true;
  }
  name.lastIndex = from + 1;
  const variable = name.exec(text)?.[0];
  if (variable === undefined) return false;
  r.pos = from + 1 + variable.length;
  parts.push({ kind: 'variable', name: variable, span: spanOf(r, from, r.pos) });
  return true;
}

/** Reads `$(…)`, `<(…)` or `>(…)` from its first character. */
export function readSubstitution(r: Reader, parts: WordPart[], from: number): true {
  const { progress } = r;
  const first = progress.commands.length;
  r.pos = from + 2;
  nested(r, () => readToParenthesis(r), 1, 1);
  parts.push({ kind: 'command', commands: progress.commands.slice(first), span: spanOf(r, from, r.pos) });
  return true;
}

/** Reads commands through the `)` that closes them. */
export function readToParenthesis(r: Reader): void {
  for (;;) {
    r.progress.readList(r);
    const c = r.text[r.pos];
    if (c === ')') break;
    incomplete(r);
    if (c === undefined) return;
    skipStray(r);
  }
  r.pos++;
}

const stray = /;[;&]&?|[a-z]+|./sy;

/** Skips the end of a construct that was not opened. */
function skipStray(r: Reader): void {
  stray.lastIndex = r.pos;
  r.pos += stray.exec(r.text)?.[0].length ?? 1;
}

/** Reads the expansions in `source` as between double quotes, to find the commands in them. */
export function readExpansions(r: Reader, source: Source): void {
  const inner = reader(source, r.progress);
  const { text } = inner;
  const ignored: WordPart[] = [];
  while (inner.pos < text.length) {
    const c = text[inner.pos];
    if (c === '\\') inner.pos += 2;
    else if ((c !== '$' && c !== '`') || !readExpansion(inner, ignored, true)) inner.pos++;
  }
  if (inner.heredocs.length > 0) incomplete(r);
}

/** Reads `((…))` from after its opening up to `end` (see `arithmeticEnd`), and the closing parentheses. */
export function readArithmetic(r: Reader, from: number, end: number): void {
  nested(r, () => {
    readExpansions(r, slice(r.source, from, end));
    r.pos = end + 2;
  });
}

/** The offset of the `))` that closes the arithmetic with its content from `from` on; -1: these are two parentheses, not `((`. */
export function arithmeticEnd(r: Reader, from: number): number {
  const { text, progress } = r;
  let open = 0;
  for (let i = from; i < text.length; i++) {
    if (--progress.lookahead < 0) {
      incomplete(r);
      return -1;
    }
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '(') open++;
    else if (c === ')') {
      if (open === 0) return text[i + 1] === ')' ? i : -1;
      open--;
    } else if (c === "'" || c === '"') {
      const close = text.indexOf(c, i + 1);
      progress.lookahead -= (close < 0 ? text.length : close) - i;
      if (close < 0) return -1;
      i = close;
    }
  }
  return -1;
}

/** Reads `${…}` from its `$`. */
function readBraced(r: Reader, parts: WordPart[], inQuotes: boolean): void {
  const { text } = r;
  const from = r.pos;
  bracedName.lastIndex = from + 2;
  const match = bracedName.exec(text);
  const prefix = match?.[1] || undefined;
  const variable = match?.[2] ?? '';
  r.pos = from + 2 + (match?.[0].length ?? 0);
  operatorToken.lastIndex = r.pos;
  const operator = text[r.pos] === '}' ? undefined : operatorToken.exec(text)?.[0];
  if (variable === '' || (operator === undefined && text[r.pos] !== '}')) incomplete(r);
  r.pos += operator?.length ?? 0;
  const operandFrom = r.pos;
  skipOperand(r, inQuotes);
  const operand = text.slice(operandFrom, r.pos);
  if (text[r.pos] === '}') r.pos++;
  else incomplete(r);
  parts.push({
    kind: 'variable',
    name: variable,
    ...((prefix ?? operator) !== undefined && { operator: prefix ?? operator }),
    ...(operator !== undefined && { operand }),
    span: spanOf(r, from, r.pos),
  });
}

/** Moves to the `}` that ends a parameter expansion, or to the end of the text. */
function skipOperand(r: Reader, inQuotes: boolean): void {
  const { text } = r;
  const ignored: WordPart[] = [];
  while (r.pos < text.length) {
    const c = text[r.pos];
    if (c === '}') return;
    if (c === '\\') r.pos = Math.min(r.pos + 2, text.length);
    else if (c === '"') readDoubleQuotes(r, ignored);
    else if (c === "'" && !inQuotes) readSingleQuotes(r, ignored);
    else if ((c !== '$' && c !== '`') || !readExpansion(r, ignored, inQuotes)) r.pos++;
  }
}

function readBackticks(r: Reader, parts: WordPart[], inQuotes: boolean): void {
  const { text, progress } = r;
  const from = r.pos;
  const kept: number[] = [];
  const escaped = new Set<number>();
  let inner = '';
  let end = from + 1;
  let copied = end;
  for (; end < text.length && text[end] !== '`'; end++) {
    if (text[end] === '\\' && end + 1 < text.length) {
      const next = text[end + 1]!;
      if (next === '\\' || next === '`' || next === '$' || (inQuotes && next === '"')) {
        inner += text.slice(copied, end);
        escaped.add(kept.length);
        copied = ++end;
      } else kept.push(end++);
    }
    kept.push(end);
  }
  inner += text.slice(copied, end);
  if (end >= text.length) incomplete(r);
  r.pos = Math.min(end + 1, text.length);
  const first = progress.commands.length;
  const source = pick(
    r.source,
    inner,
    (i) => kept[i] ?? end,
    (i) => (escaped.has(i) ? kept[i]! - 1 : (kept[i] ?? end)),
  );
  nested(r, () => readAll(reader(source, progress)), 1, 1);
  parts.push({ kind: 'command', commands: progress.commands.slice(first), span: spanOf(r, from, r.pos) });
}

/** Reads commands up to the end of the text. Skips closing words that close nothing. */
export function readAll(r: Reader): void {
  while (r.pos < r.text.length) {
    r.progress.readList(r);
    if (r.pos < r.text.length) {
      incomplete(r);
      skipStray(r);
    }
  }
  if (r.heredocs.length > 0) incomplete(r);
}

/** Reads `"…"` from its opening quote. */
export function readDoubleQuotes(r: Reader, parts: WordPart[]): void {
  const { text } = r;
  let from = ++r.pos;
  while (r.pos < text.length) {
    const c = text[r.pos];
    if (c === '"') {
      pushText(r, parts, from, r.pos++);
      return;
    }
    if (c === '\\') {
      const next = text[r.pos + 1];
      const continuation = continuationLength(text, r.pos);
      if (continuation > 0) {
        pushText(r, parts, from, r.pos);
        from = r.pos += continuation;
      } else if (next === '"' || next === '\\' || next === '$' || next === '`') {
        pushText(r, parts, from, r.pos);
        parts.push({ kind: 'text', text: next, span: spanOf(r, r.pos, r.pos + 2) });
        from = r.pos += 2;
      } else r.pos++;
    } else if (c === '$' || c === '`') {
      const before = r.pos;
      const expansion: WordPart[] = [];
      if (readExpansion(r, expansion, true)) {
        pushText(r, parts, from, before);
        parts.push(...expansion);
        from = r.pos;
      } else r.pos++;
    } else r.pos++;
  }
  incomplete(r);
  pushText(r, parts, from, r.pos);
}
