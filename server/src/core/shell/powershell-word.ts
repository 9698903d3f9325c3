/** Reads the words of PowerShell: strings, variables, parts in parentheses. */
import { incomplete, nested, pushText, type Reader, spanOf, word } from './reader.ts';
import type { ShellWord, WordPart } from './syntax.ts';

const variable = /\$(?:\{([^}\n]{1,100})\}|((?:[A-Za-z]+:)?\w+|[?$^]))/y;
const comment = /#[^\n]*/y;

export function match(pattern: RegExp, r: Reader): string | undefined {
  pattern.lastIndex = r.pos;
  return pattern.exec(r.text)?.[0];
}

/** Skips blanks, comments and continued line ends; with `lines` also line breaks and semicolons. */
export function skipSpace(r: Reader, lines: boolean): void {
  const { text } = r;
  for (;;) {
    const c = text[r.pos];
    if (c === ' ' || c === '\t' || c === '\r' || (lines && (c === '\n' || c === ';'))) r.pos++;
    else if (c === '`' && /^`\r?\n/.test(text.slice(r.pos, r.pos + 3))) r.pos = text.indexOf('\n', r.pos) + 1;
    else if (c === '#') r.pos += match(comment, r)!.length;
    else if (c === '<' && text[r.pos + 1] === '#') {
      const end = text.indexOf('#>', r.pos);
      r.pos = end < 0 ? text.length : end + 2;
    } else return;
  }
}

/** Whether a command ends here. */
export function atSeparator(r: Reader): boolean {
  const c = r.text[r.pos];
  return c === undefined || ';|&)}\n'.includes(c);
}

/** Reads one argument. */
export function readPowerShellWord(r: Reader): ShellWord {
  const { text } = r;
  const begin = r.pos;
  const parts: WordPart[] = [];
  let quoted = false;
  let from = begin;
  while (r.pos < text.length) {
    const c = text[r.pos]!;
    if (' \t\r\n,'.includes(c) || (c !== '&' && atSeparator(r)) || (c === '&' && r.pos === begin)) break;
    const before = r.pos;
    if (readPart(r, parts, () => pushText(r, parts, from, before))) {
      quoted ||= c === '"' || c === "'" || c === '\\';
      from = r.pos;
    } else r.pos++;
  }
  pushText(r, parts, from, r.pos);
  return word(spanOf(r, begin, r.pos), text.slice(begin, r.pos), parts, quoted);
}

/** Reads a string, a variable, an escape or a part in brackets, if one is here. `flush` adds the text before it to `parts`. */
export function readPart(r: Reader, parts: WordPart[], flush: () => void): boolean {
  const { text } = r;
  const c = text[r.pos];
  const here = r.pos;
  if (c === '`' && here + 1 < text.length) {
    flush();
    r.pos += 2;
    parts.push({ kind: 'text', text: escaped(text[here + 1]!), span: spanOf(r, here, r.pos) });
    return true;
  }
  if (c === '@' && /^@["']\r?\n/.test(text.slice(here, here + 4))) {
    flush();
    readHereString(r, parts);
    return true;
  }
  if (c === "'") {
    flush();
    readSingle(r, parts);
    return true;
  }
  // Docker passes a line to PowerShell as arguments, in which `\"` is a quote.
  if (c === '"' || (c === '\\' && text[here + 1] === '"')) {
    flush();
    readDouble(r, parts, c === '"' ? '"' : '\\"');
    return true;
  }
  if (c === '(' || c === '{' || ((c === '$' || c === '@') && /[({]/.test(text.charAt(here + 1)) && !isBraced(r))) {
    flush();
    readBrackets(r, parts, c === '(' || c === '{' ? 1 : 2);
    return true;
  }
  const name = c === '$' ? match(variable, r) : undefined;
  if (name === undefined) return false;
  flush();
  readVariable(r, parts, name);
  return true;
}

const isBraced = (r: Reader): boolean => r.text[r.pos] === '$' && r.text[r.pos + 1] === '{';

function readVariable(r: Reader, parts: WordPart[], name: string): void {
  const from = r.pos;
  r.pos += name.length;
  const span = spanOf(r, from, r.pos);
  if (/^\$(?:true|false|null)$/i.test(name)) parts.push({ kind: 'text', text: name, span });
  else parts.push({ kind: 'variable', name: name.replace(/^\$\{?(?:env:)?|\}$/gi, ''), span });
}

/** Reads `(…)`, `{…}`, `$(…)`, `@(…)` or `@{…}`, whose opening has `length` characters. */
function readBrackets(r: Reader, parts: WordPart[], length: number): void {
  const { progress, text } = r;
  const from = r.pos;
  const first = progress.commands.length;
  r.pos += length;
  const closing = text[r.pos - 1] === '(' ? ')' : '}';
  nested(r, () => progress.readList(r), 1, 1);
  if (text[r.pos] === closing) r.pos++;
  else incomplete(r);
  const commands = progress.commands.slice(first);
  // A block that holds no command is a value: `{$true}`.
  if (commands.length === 0 && closing === '}') pushText(r, parts, from, r.pos);
  else parts.push({ kind: 'command', commands, span: spanOf(r, from, r.pos) });
}

function readSingle(r: Reader, parts: WordPart[]): void {
  const { text } = r;
  let from = ++r.pos;
  for (;;) {
    const end = text.indexOf("'", r.pos);
    if (end < 0) incomplete(r);
    pushText(r, parts, from, end < 0 ? text.length : end);
    r.pos = end < 0 ? text.length : end + 1;
    if (end < 0 || text[r.pos] !== "'") return;
    parts.push({ kind: 'text', text: "'", span: spanOf(r, end, ++r.pos) });
    from = r.pos;
  }
}

function readDouble(r: Reader, parts: WordPart[], quote: '"' | '\\"'): void {
  const { text } = r;
  r.pos += quote.length;
  let from = r.pos;
  const flush = (): void => pushText(r, parts, from, r.pos);
  while (r.pos < text.length && !text.startsWith(quote, r.pos)) {
    const c = text[r.pos];
    const isPart = c === '`' || (c === '$' && (text[r.pos + 1] === '(' || match(variable, r) !== undefined));
    if (isPart && readPart(r, parts, flush)) from = r.pos;
    else r.pos++;
  }
  flush();
  if (r.pos >= text.length) incomplete(r);
  else r.pos += quote.length;
}

function readHereString(r: Reader, parts: WordPart[]): void {
  const { text } = r;
  const from = text.indexOf('\n', r.pos) + 1;
  const end = text.indexOf(`\n${text[r.pos + 1]}@`, from - 1);
  if (end < 0) incomplete(r);
  if (end > from) pushText(r, parts, from, end);
  r.pos = end < 0 ? text.length : end + 3;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
const escaped = (c: string): string => ESCAPES[c] ?? c;
