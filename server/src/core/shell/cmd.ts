/** Reads scripts of `cmd.exe` into commands. Source: Microsoft, "Windows commands": cmd, set, if, for; read 2026-11-30. */
import { cmdName } from './names.ts';
import { match } from './powershell-word.ts';
import { incomplete, nested, pushText, type Reader, type Source, spanOf, word } from './reader.ts';
import type { ShellCommand, ShellScript, ShellWord, WordPart } from './syntax.ts';
import { parseWindows } from './windows-list.ts';

const separatorToken = /&&|\|\||&|\r?\n/y;
const redirect = /\d?>>?(?:&\d)?|</y;
const variable = /%([A-Za-z_][\w()]{0,100})(?::[^%\n]{1,100})?%|%{1,2}~?[A-Za-z*\d]|!([A-Za-z_]\w{0,100})!/y;
/** What may stand before a command: `if not exist file`, `else`, `for %i in (a b) do`, `call`. */
const before =
  /(?:@|else\b|call\b|if[ \t]+(?:\/i[ \t]+)?(?:not[ \t]+)?(?:(?:exist|defined|errorlevel)[ \t]+(?:"[^"\n]{0,300}"|[^\s"(]+)|(?:"[^"\n]{0,300}"|[^\s"=(]+)[ \t]*(?:==|[ \t](?:equ|neq|lss|leq|gtr|geq)[ \t])[ \t]*(?:"[^"\n]{0,300}"|[^\s"(]+))|for[ \t]+(?:\/[a-z][ \t]+)*(?:"[^"\n]{0,300}"[ \t]+)?%{1,2}\w[ \t]+in[ \t]*\([^)\n]{0,300}\)[ \t]*do\b)[ \t]*/iy;

/** Parses a script of `cmd.exe`. Never throws. Linear in the text. */
export const parseCmd = (source: Source): ShellScript =>
  parseWindows(source, {
    separator: separatorToken,
    closing: ')',
    skip: skipBlanks,
    readElement,
    nameOf: ({ words }) => cmdName(words[0]),
  });

function readElement(r: Reader): void {
  for (let lead = match(before, r); lead !== undefined && lead !== ''; lead = match(before, r)) r.pos += lead.length;
  if (r.text[r.pos] !== '(') {
    readCommand(r);
    return;
  }
  r.pos++;
  nested(r, () => r.progress.readList(r), 1);
  if (r.text[r.pos] === ')') r.pos++;
  else incomplete(r);
  skipBlanks(r, false);
  if (/^else\b/i.test(r.text.slice(r.pos, r.pos + 5))) readElement(r);
}

function readCommand(r: Reader): void {
  const { progress } = r;
  const from = r.pos;
  const words: ShellWord[] = [];
  const redirects: ShellCommand['redirects'][number][] = [];
  const index = progress.commands.length;
  let end = from;
  for (skipBlanks(r, false); !atEnd(r); skipBlanks(r, false)) {
    const operator = match(redirect, r);
    const start = r.pos;
    if (operator !== undefined) {
      r.pos += operator.length;
      skipBlanks(r, false);
      const target = operator.includes('&') || atEnd(r) ? undefined : readWord(r);
      redirects.push({
        operator: operator.replace(/^\d/, ''),
        span: spanOf(r, start, r.pos),
        ...(target && { target }),
      });
    } else words.push(readWord(r));
    if (r.pos === start) break;
    end = r.pos;
  }
  if (end === from) return;
  const span = spanOf(r, from, end);
  const assignments = /^set$/i.test(words[0]?.literal ?? '') && words[1] ? assigned(words[1]) : [];
  const command = { span, assignments, words: assignments.length > 0 ? [] : words, redirects, depth: progress.depth };
  progress.commands.splice(index, 0, command);
  progress.substitutionsOf.splice(index, 0, progress.substitutions);
}

/** `set NAME=value`, `set "NAME=value"` */
function assigned(setting: ShellWord): { name: string; value: ShellWord; span: ShellWord['span'] }[] {
  const [first, ...rest] = setting.parts;
  const name = first?.kind === 'text' ? /^(\w+)=/.exec(first.text)?.[1] : undefined;
  if (name === undefined || first?.kind !== 'text') return [];
  const text = first.text.slice(name.length + 1);
  const start = first.span.start + name.length + 1;
  const span = { start, end: rest.at(-1)?.span.end ?? first.span.end };
  const lead: WordPart[] = text === '' ? [] : [{ kind: 'text', text, span: { start, end: first.span.end } }];
  const value = word(span, text, [...lead, ...rest], setting.quoted);
  return [{ name, value, span: setting.span }];
}

function atEnd(r: Reader): boolean {
  const c = r.text[r.pos];
  return c === undefined || c === '&' || c === '|' || c === '\n' || (c === ')' && r.progress.nesting > 0);
}

function skipBlanks(r: Reader, lines: boolean): void {
  for (;;) {
    const c = r.text[r.pos];
    if (c === ' ' || c === '\t' || c === '\r' || (lines && c === '\n')) r.pos++;
    else if (c === '^' && /^\^\r?\n/.test(r.text.slice(r.pos, r.pos + 3))) r.pos = r.text.indexOf('\n', r.pos) + 1;
    else return;
  }
}

function readWord(r: Reader): ShellWord {
  const { text } = r;
  const begin = r.pos;
  const parts: WordPart[] = [];
  let inQuotes = false;
  let quoted = false;
  let from = begin;
  const flush = (): void => pushText(r, parts, from, r.pos);
  while (r.pos < text.length) {
    const c = text[r.pos]!;
    if (c === '\n' || (!inQuotes && (' \t\r<>'.includes(c) || atEnd(r)))) break;
    const found = c === '%' || c === '!' ? match(variable, r) : undefined;
    if (found !== undefined) {
      flush();
      const start = r.pos;
      r.pos += found.length;
      parts.push({ kind: 'variable', name: found.replace(/^[%!]+|[:%!].*$/g, ''), span: spanOf(r, start, r.pos) });
    } else if (c === '"' || (c === '^' && !inQuotes) || (c === '\\' && text[r.pos + 1] === '"')) {
      flush();
      const start = r.pos;
      r.pos += c === '"' ? 1 : 2;
      if (c === '"') inQuotes = !inQuotes;
      else parts.push({ kind: 'text', text: text.charAt(start + 1), span: spanOf(r, start, r.pos) });
      quoted ||= c === '"';
    } else {
      r.pos++;
      continue;
    }
    from = r.pos;
  }
  flush();
  if (inQuotes) incomplete(r);
  return word(spanOf(r, begin, r.pos), text.slice(begin, r.pos), parts, quoted);
}
