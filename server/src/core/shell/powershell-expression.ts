/** Reads the expressions of PowerShell: values, calls of methods, assignments. */
import { atSeparator, match, readPart, skipSpace } from './powershell-word.ts';
import { addCommand, incomplete, nested, pushText, type Reader, spanOf, word } from './reader.ts';
import type { Building, ShellCommand, ShellWord, WordPart } from './syntax.ts';

/** `$env:NAME =`, `$name +=`, `[type]$name =`, `$x.Name =`, `[A.B]::Name =` */
const assignment =
  /(?:\[[^\]\n]{1,100}\][ \t]*)?\$\{?(?:\w{1,20}:)?(\w{1,100})\}?(?:\.(\w{1,100}))*[ \t]*[-+]?=(?!=)|\[[^\]\n]{1,100}\]::(\w{1,100})[ \t]*=(?!=)/y;
const member = /(?:\.|::)(\w{1,100})(\(?)/y;
const type = /\[([^\]\n]{1,100})\]/y;
const plain = /[^\s'"$@(){}[\]`;|&,.:\\]+|[.:\\@$]/y;

export const startsExpression = ({ text, pos }: Reader): boolean => /[$('"@[{\d!+,-]/.test(text.charAt(pos));

/** Reads an assignment as a command without words, if one is here. `readValue` reads a command behind `=`. */
export function readAssigned(r: Reader, readValue: (r: Reader) => void): boolean {
  assignment.lastIndex = r.pos;
  const found = assignment.exec(r.text);
  if (!found) return false;
  const { progress } = r;
  const from = r.pos;
  const command = addCommand(progress);
  r.pos += found[0].length;
  skipSpace(r, false);
  const begin = r.pos;
  const parts: WordPart[] = [];
  if (atSeparator(r)) incomplete(r);
  else if (startsExpression(r)) readExpression(r, parts);
  else {
    const first = progress.commands.length;
    nested(r, () => readValue(r));
    parts.push({ kind: 'command', commands: progress.commands.slice(first), span: spanOf(r, begin, r.pos) });
  }
  const value = word(spanOf(r, begin, r.pos), r.text.slice(begin, r.pos), parts, /^["']/.test(r.text.charAt(begin)));
  command.span = spanOf(r, from, r.pos);
  command.assignments.push({ name: found[3] ?? found[2] ?? found[1]!, value, span: command.span });
  return true;
}

/** Reads an expression, whose texts and commands become `parts`; up to a separator, in an argument also to a comma. */
export function readExpression(r: Reader, parts: WordPart[], argument = false): void {
  const { text } = r;
  let typeName = '';
  for (;;) {
    const spaced = r.pos;
    skipSpace(r, argument);
    const c = text[r.pos];
    if (atSeparator(r) || (argument && c === ',')) return;
    const before = r.pos;
    const call = spaced === before ? match(member, r) : undefined;
    if (call?.endsWith('(')) {
      readCall(r, call, typeName);
      continue;
    }
    type.lastIndex = r.pos;
    const named = c === '[' ? type.exec(text) : undefined;
    if (named) {
      typeName = named[1]!;
      r.pos += named[0].length;
    } else if (!readPart(r, parts, () => {})) {
      // An operator or a name: the value is no literal.
      r.pos += match(plain, r)?.length ?? 1;
      parts.push({ kind: 'arithmetic', span: spanOf(r, before, r.pos) });
    }
  }
}

/** Reads `.Name(…)` or `::Name(…)` as a command. */
function readCall(r: Reader, call: string, typeName: string): void {
  const { progress, text } = r;
  const from = r.pos;
  const isStatic = call.startsWith('::');
  const name = call.replace(/^(?:\.|::)|\($/g, '');
  const full = isStatic ? `${typeName.slice(typeName.lastIndexOf('.') + 1)}.${name}` : name;
  const at = spanOf(r, from + call.length - name.length - 1, from + call.length - 1);
  const command: Building<ShellCommand> = {
    span: at,
    assignments: [],
    words: [{ span: at, raw: name, literal: full, parts: [{ kind: 'text', text: full, span: at }], quoted: false }],
    redirects: [],
    depth: progress.depth,
  };
  progress.commands.push(command);
  progress.substitutionsOf.push(progress.substitutions);
  r.pos += call.length;
  nested(
    r,
    () => {
      for (skipSpace(r, true); r.pos < text.length && text[r.pos] !== ')'; skipSpace(r, true)) {
        if (text[r.pos] === ',') r.pos++;
        else if (text[r.pos] === '}') break;
        else command.words.push(readArgument(r));
      }
    },
    1,
    1,
  );
  if (text[r.pos] === ')') r.pos++;
  else incomplete(r);
  command.span = { start: at.start, end: spanOf(r, from, r.pos).end };
}

function readArgument(r: Reader): ShellWord {
  const begin = r.pos;
  const parts: WordPart[] = [];
  readExpression(r, parts, true);
  if (r.pos === begin) pushText(r, parts, begin, ++r.pos);
  let end = r.pos;
  while (end > begin && ' \t'.includes(r.text[end - 1]!)) end--;
  return word(spanOf(r, begin, end), r.text.slice(begin, end), parts, /^["']/.test(r.text.charAt(begin)));
}
