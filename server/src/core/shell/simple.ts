import { readExpansions } from './expansion.ts';
import {
  addCommand,
  incomplete,
  type PendingHeredoc,
  type Reader,
  skipBlanks,
  slice,
  spanOf,
  takeBack,
} from './reader.ts';
import type { Building, ShellCommand, ShellRedirect, ShellWord } from './syntax.ts';
import { atWord, readArgument, readAssignment, readWord } from './word.ts';

const redirectStart = /(\d*)(&>>|&>|<<<|<<-|<<|<&|<>|<|>>|>&|>\||>)/y;
const testEnd = /\]\](?=[\s;&|)]|$)/y;

/** The last path segment of a literal command word; undefined for other words. */
export function commandName(first: ShellWord | undefined): string | undefined {
  const literal = first?.literal;
  return literal === undefined ? undefined : literal.slice(literal.lastIndexOf('/') + 1) || undefined;
}

/** Reads a simple command; returns undefined and reads nothing where none begins. */
export function readSimple(r: Reader): Building<ShellCommand> | undefined {
  const { progress, text } = r;
  const from = r.pos;
  const command = addCommand(progress);
  let end = from;
  for (;;) {
    skipBlanks(r);
    const redirect = readRedirect(r);
    if (redirect) command.redirects.push(redirect);
    else if (!atWord(r)) break;
    else {
      const assignment = command.words.length === 0 ? readAssignment(r) : undefined;
      if (assignment) command.assignments.push(assignment);
      else command.words.push(readArgument(r));
      if (command.words.length === 1 && command.words[0]!.raw === '[[') readTest(r, command.words);
    }
    end = r.pos;
  }
  if (end === from) {
    takeBack(progress, command);
    return undefined;
  }
  if (text[r.pos] === '(') incomplete(r);
  command.span = spanOf(r, from, end);
  const name = commandName(command.words[0]);
  if (name !== undefined) command.name = name;
  return command;
}

/** Reads the words of `[[ … ]]` after the first, through `]]`. */
function readTest(r: Reader, words: ShellWord[]): void {
  for (;;) {
    skipBlanks(r);
    if (r.pos >= r.text.length) {
      incomplete(r);
      return;
    }
    testEnd.lastIndex = r.pos;
    if (testEnd.test(r.text)) {
      const from = r.pos;
      r.pos += 2;
      const parts = [{ kind: 'text', text: ']]', span: spanOf(r, from, r.pos) } as const];
      words.push({ span: spanOf(r, from, r.pos), raw: ']]', literal: ']]', parts, quoted: false });
      return;
    }
    if (r.text[r.pos] === '\n') readNewline(r);
    else words.push(readWord(r, true));
  }
}

/** Reads a redirect with its target if it is next. */
export function readRedirect(r: Reader): ShellRedirect | undefined {
  const { text } = r;
  const from = r.pos;
  const c = text[from];
  // Only these characters begin a redirect. A quick check, because this function runs before every word.
  if (c === undefined || !(c === '<' || c === '>' || c === '&' || (c >= '0' && c <= '9'))) return undefined;
  redirectStart.lastIndex = from;
  const match = redirectStart.exec(text);
  if (!match) return undefined;
  const operator = match[2]!;
  const after = from + match[0].length;
  if (operator.length === 1 && match[1] === '' && text[after] === '(') return undefined;
  if (operator[0] === '&' && match[1] !== '') return undefined;
  r.pos = after;
  skipBlanks(r);
  const target = atWord(r) ? readWord(r) : undefined;
  if (!target) {
    r.pos = after;
    incomplete(r);
  }
  const redirect: Building<ShellRedirect> = { operator, span: spanOf(r, from, r.pos) };
  if (target) redirect.target = target;
  if (match[1]) redirect.fd = Number(match[1]);
  if (target && (operator === '<<' || operator === '<<-')) {
    const quoted = /['"\\]/.test(target.raw);
    r.heredocs.push({ redirect, delimiter: target.literal ?? target.raw, stripTabs: operator === '<<-', quoted });
  }
  return redirect;
}

/** Skips the newline at the reader's position, and reads the heredoc bodies that follow it. */
export function readNewline(r: Reader): void {
  r.pos++;
  if (r.heredocs.length === 0) return;
  const pending = r.heredocs;
  r.heredocs = [];
  for (const heredoc of pending) readHeredoc(r, heredoc);
}

/** Skips blanks, comments and newlines. */
export function skipLines(r: Reader): void {
  for (skipBlanks(r); r.text[r.pos] === '\n'; skipBlanks(r)) readNewline(r);
}

function readHeredoc(r: Reader, heredoc: PendingHeredoc): void {
  const { text } = r;
  const from = r.pos;
  let end = -1;
  while (r.pos < text.length && end < 0) {
    const lineFrom = r.pos;
    const newline = text.indexOf('\n', lineFrom);
    r.pos = newline < 0 ? text.length : newline + 1;
    if (isDelimiter(text, lineFrom, newline < 0 ? text.length : newline, heredoc)) end = lineFrom;
  }
  if (end < 0) {
    incomplete(r);
    end = text.length;
  }
  const written = text.slice(from, end);
  heredoc.redirect.heredoc = {
    body: heredoc.stripTabs ? written.replace(/^\t+/gm, '') : written,
    span: spanOf(r, from, end),
    quoted: heredoc.quoted,
  };
  if (!heredoc.quoted) readExpansions(r, slice(r.source, from, end));
}

function isDelimiter(text: string, from: number, to: number, { delimiter, stripTabs }: PendingHeredoc): boolean {
  let start = from;
  if (stripTabs) while (text[start] === '\t') start++;
  const end = to > start && text[to - 1] === '\r' ? to - 1 : to;
  return end - start === delimiter.length && text.startsWith(delimiter, start);
}
