/** Reads PowerShell scripts into commands. Source: Microsoft, "Windows PowerShell Language Specification 3.0". */
import { powerShellName } from './names.ts';
import { wordAfter } from './options.ts';
import { readAssigned, readExpression, startsExpression } from './powershell-expression.ts';
import { atSeparator, match, readPowerShellWord, skipSpace } from './powershell-word.ts';
import { addCommand, incomplete, nested, type Reader, type Source, spanOf, takeBack } from './reader.ts';
import type { ShellAssignment, ShellCommand, ShellScript } from './syntax.ts';
import { parseWindows } from './windows-list.ts';

const separatorToken = /&&|\|\||;|&|\r?\n/y;
const keyword =
  /(?:if|elseif|else|while|until|do|for|foreach|switch|try|catch|finally|trap|param|begin|process|end|return|throw|exit|function|filter)(?![\w-])/iy;
const redirect = /(?:\d|\*)?>>?(?:&\d)?/y;

/**
 * Parses a PowerShell script. Never throws. Linear in the text. A call of a method is a command with the method's name (of a static method
 * with its type: `Environment.SetEnvironmentVariable`), an assignment to a variable or property one without words. `old`: Windows
 * PowerShell 5.1.
 */
export const parsePowerShell = (source: Source, old: boolean): ShellScript =>
  parseWindows(source, {
    separator: separatorToken,
    closing: ')}',
    skip: skipSpace,
    readElement,
    nameOf: ({ words }) => powerShellName(words[0], old),
  });

/** Reads a command, an expression or a statement with its blocks. */
function readElement(r: Reader): void {
  const { text } = r;
  const isCall = text[r.pos] === '&' || (text[r.pos] === '.' && /[\s'"$(]/.test(text.charAt(r.pos + 1)));
  if (isCall) {
    r.pos++;
    skipSpace(r, false);
    readCommand(r);
    return;
  }
  const word = match(keyword, r);
  if (word !== undefined) {
    r.pos += word.length;
    readBlocks(r, word.toLowerCase());
  } else if (readAssigned(r, readElement)) return;
  else if (startsExpression(r)) readExpression(r, []);
  else readCommand(r);
}

/** Reads what follows a keyword: conditions and blocks, or a value. */
function readBlocks(r: Reader, word: string): void {
  skipSpace(r, false);
  if (word === 'return' || word === 'throw' || word === 'exit') {
    if (!atSeparator(r)) readElement(r);
    return;
  }
  if (word === 'function' || word === 'filter') readPowerShellWord(r);
  for (skipSpace(r, false); r.pos < r.text.length; skipSpace(r, false)) {
    const c = r.text[r.pos];
    if (c === '[') r.pos = Math.max(r.pos + 1, r.text.indexOf(']', r.pos) + 1);
    else if (c === '(' || c === '{') {
      r.pos++;
      nested(r, () => r.progress.readList(r), 1);
      if (r.text[r.pos] === (c === '(' ? ')' : '}')) r.pos++;
      else incomplete(r);
      if (c === '{') return;
    } else return;
  }
}

function readCommand(r: Reader): void {
  const { progress, text } = r;
  const from = r.pos;
  const command = addCommand(progress);
  let end = from;
  for (;;) {
    skipSpace(r, false);
    if (text[r.pos] === ',') {
      r.pos++;
      continue;
    }
    const operator = match(redirect, r);
    if (operator !== undefined) {
      const start = r.pos;
      r.pos += operator.length;
      skipSpace(r, false);
      const target = operator.includes('&') || atSeparator(r) ? undefined : readPowerShellWord(r);
      command.redirects.push({
        operator: operator.replace(/^[\d*]/, ''),
        span: spanOf(r, start, r.pos),
        ...(target && { target }),
      });
    } else if (atSeparator(r)) break;
    else {
      const before = r.pos;
      command.words.push(readPowerShellWord(r));
      if (r.pos === before) break;
    }
    end = r.pos;
  }
  if (end === from) {
    takeBack(progress, command);
    return;
  }
  command.span = spanOf(r, from, end);
  const entry = entryOf(command);
  if (!entry) return;
  command.assignments.push(entry);
  command.words = [];
}

/** The entry of a hash table: `Name = 'x'`, `Name='x'`. */
function entryOf({ words: [first, equals, value], span }: ShellCommand): ShellAssignment | undefined {
  if (!first) return undefined;
  const joined = /^(\w+)=./.exec(first.raw)?.[1];
  if (joined !== undefined) return { name: joined, value: wordAfter(first, joined.length + 1), span };
  return equals?.raw === '=' && value && /^\w+$/.test(first.raw) ? { name: first.raw, value, span } : undefined;
}
