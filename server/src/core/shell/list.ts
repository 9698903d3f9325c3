import { arithmeticEnd, readArithmetic, readToParenthesis } from './expansion.ts';
import { incomplete, nested, type Reader, skipBlanks, spanOf } from './reader.ts';
import { readNewline, readRedirect, readSimple, skipLines } from './simple.ts';
import type { Building, Separator, ShellCommand } from './syntax.ts';
import { atWord, readWord } from './word.ts';

const closingWord = /(?:then|do|done|fi|elif|else|esac|\})(?=[\s;&|()<>]|$)/y;
const openingWord = /(?:if|for|select|while|until|case|\{|!)(?=[\s;&|()<>]|$)/y;
const separatorToken = /&&|\|\||;|&|\n/y;
const functionHead = /function[ \t]+[^\s;&|<>()'"\\$`]+(?:[ \t]*\([ \t]*\))?|[^\s;&|<>()'"\\$`#=]+[ \t]*\([ \t]*\)/y;

function match(pattern: RegExp, r: Reader): string | undefined {
  pattern.lastIndex = r.pos;
  return pattern.exec(r.text)?.[0];
}

/** Reads `what` if it is next. */
function take(r: Reader, what: string): boolean {
  if (match(closingWord, r) !== what && !(what.startsWith(';') && r.text.startsWith(what, r.pos))) return false;
  r.pos += what.length;
  return true;
}

function expect(r: Reader, what: string): void {
  if (!take(r, what)) incomplete(r);
}

/** Whether the list ends here: at the end, `)`, `;;`, `;&` or a closing word. The caller checks that it is the expected one. */
function atEnd(r: Reader): boolean {
  const c = r.text[r.pos];
  if (c === undefined || c === ')') return true;
  if (c === ';') return r.text[r.pos + 1] === ';' || r.text[r.pos + 1] === '&';
  return match(closingWord, r) !== undefined;
}

/** Reads commands up to the end of the list (see `atEnd`). */
export function readList(r: Reader): void {
  let separator: Separator | undefined;
  let from = 0;
  for (;;) {
    const to = from + (separator?.length ?? 0);
    skipLines(r);
    if (atEnd(r)) {
      if (separator === '&&' || separator === '||') incomplete(r);
      return;
    }
    const before = r.pos;
    readPipeline(r, separator, from, to);
    skipBlanks(r);
    from = r.pos;
    separator = atEnd(r) ? undefined : (match(separatorToken, r) as Separator | undefined);
    if (separator === '\n') readNewline(r);
    else if (separator) r.pos += separator.length;
    else if (!atEnd(r)) {
      incomplete(r);
      if (r.pos === before) r.pos++;
    }
  }
}

function readPipeline(r: Reader, separator: Separator | undefined, from: number, to: number): void {
  const { commands } = r.progress;
  let writers: Building<ShellCommand>[] | undefined;
  let before: Separator | undefined = separator;
  let [start, end] = [from, to];
  for (;;) {
    const first = commands.length;
    while (r.text[r.pos] === '!' && match(openingWord, r)) {
      r.pos++;
      skipBlanks(r);
    }
    const simple = readCommand(r);
    if (simple && before) {
      simple.separatorBefore = before;
      simple.separatorSpan = spanOf(r, start, end);
    }
    if (writers) connect(writers, streamsOf(r, first));
    skipBlanks(r);
    if (r.text[r.pos] !== '|' || r.text[r.pos + 1] === '|') return;
    writers = streamsOf(r, first);
    before = '|';
    start = r.pos;
    end = r.pos += r.text[r.pos + 1] === '&' ? 2 : 1;
    skipLines(r);
  }
}

/** The commands from index `first` on that share their standard streams with the construct just read. */
export function streamsOf(r: Reader, first: number): Building<ShellCommand>[] {
  const { commands, substitutionsOf, substitutions } = r.progress;
  const found: Building<ShellCommand>[] = [];
  for (let i = first; i < commands.length; i++) if (substitutionsOf[i] === substitutions) found.push(commands[i]!);
  return found;
}

/** Connects two neighbours in a pipeline. A command that already has a neighbour keeps it. */
export function connect(writers: readonly Building<ShellCommand>[], readers: readonly Building<ShellCommand>[]): void {
  const reader = readers[0];
  const writer = writers.findLast((w) => !w.pipedTo);
  if (!reader || !writer) return;
  for (const w of writers) w.pipedTo ??= reader;
  for (const one of readers) one.pipedFrom ??= writer;
}

/** Reads a simple or a compound command. Returns the simple command. */
function readCommand(r: Reader): Building<ShellCommand> | undefined {
  if (match(functionHead, r)) {
    r.pos = functionHead.lastIndex;
    skipLines(r);
    nested(r, () => readCommand(r));
    return undefined;
  }
  if (r.text[r.pos] !== '(' && !match(openingWord, r)) {
    const simple = readSimple(r);
    if (!simple) incomplete(r);
    return simple;
  }
  nested(r, () => readCompound(r), 1);
  for (skipBlanks(r); readRedirect(r); skipBlanks(r));
  return undefined;
}

function readCompound(r: Reader): void {
  if (r.text[r.pos] === '(') {
    const end = r.text[r.pos + 1] === '(' ? arithmeticEnd(r, r.pos + 2) : -1;
    if (end >= 0) readArithmetic(r, r.pos + 2, end);
    else {
      r.pos++;
      readToParenthesis(r);
    }
    return;
  }
  const opening = match(openingWord, r)!;
  r.pos += opening.length;
  if (opening === '{') {
    readList(r);
    expect(r, '}');
  } else if (opening === 'if') readIf(r);
  else if (opening === 'while' || opening === 'until') {
    readList(r);
    readLoopBody(r);
  } else if (opening === 'case') readCase(r);
  else readFor(r);
}

function readIf(r: Reader): void {
  do {
    readList(r);
    expect(r, 'then');
    readList(r);
  } while (take(r, 'elif'));
  if (take(r, 'else')) readList(r);
  expect(r, 'fi');
}

function readLoopBody(r: Reader): void {
  expect(r, 'do');
  readList(r);
  expect(r, 'done');
}

/** After `for` or `select`. */
function readFor(r: Reader): void {
  skipBlanks(r);
  const end = r.text.startsWith('((', r.pos) ? arithmeticEnd(r, r.pos + 2) : -1;
  if (end >= 0) readArithmetic(r, r.pos + 2, end);
  else if (atWord(r)) readWord(r);
  else incomplete(r);
  skipLines(r);
  if (r.text.startsWith('in', r.pos) && /\s|^$/.test(r.text.charAt(r.pos + 2))) r.pos += 2;
  for (skipBlanks(r); atWord(r) && match(closingWord, r) !== 'do'; skipBlanks(r)) readWord(r);
  if (r.text[r.pos] === ';' && !atEnd(r)) r.pos++;
  skipLines(r);
  readLoopBody(r);
}

/** After `case`. */
function readCase(r: Reader): void {
  skipBlanks(r);
  readWord(r);
  skipLines(r);
  if (r.text.startsWith('in', r.pos)) r.pos += 2;
  else incomplete(r);
  for (;;) {
    skipLines(r);
    if (take(r, 'esac')) return;
    if (r.text[r.pos] === '(') r.pos++;
    const before = r.pos;
    for (skipBlanks(r); atWord(r) || r.text[r.pos] === '|'; skipBlanks(r)) {
      if (r.text[r.pos] === '|') r.pos++;
      else readWord(r);
    }
    if (r.text[r.pos] !== ')' || r.pos === before) {
      incomplete(r);
      return;
    }
    r.pos++;
    readList(r);
    if (!take(r, ';;&') && !take(r, ';;') && !take(r, ';&')) {
      expect(r, 'esac');
      return;
    }
  }
}
