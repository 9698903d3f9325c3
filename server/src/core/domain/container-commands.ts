import { splitWords } from '../shell/parse.ts';
import { parseScript } from '../shell/parse-script.ts';
import { commandName } from '../shell/simple.ts';
import type { ShellCommand, ShellWord } from '../shell/syntax.ts';
import { placeOf } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { scalarSource } from '../yaml/scalar-source.ts';
import type { Container } from './container.ts';

type Words = Container['command'];

/** A command that a container runs, and the place of its word in the file. */
export interface ContainerCommand {
  /** Its spans are offsets into `written`, see `placeInFile`. */
  readonly command: ShellCommand;
  readonly at: Span;
  /** The text of the one YAML value that the command stands in, without quotes and indentation; the unit where each word is a value. */
  readonly written: string | 'unit' | undefined;
}

/**
 * The place in the unit's text of a span of a container's command, or of a command inside it. `at` of the command where the value does
 * not have that text as it is.
 */
export function placeInFile({ at, written }: ContainerCommand, span: Span, unit: string): Span {
  if (written === 'unit') return span;
  const source = written === undefined ? undefined : scalarSource(unit, written, at);
  return source && span.end > span.start ? placeOf(source, span) : at;
}

/** The commands that a container runs: every command of a `sh -c` script, otherwise its words as one command. */
export const containerCommands = (container: Container): ContainerCommand[] => commandsOf(container.command);

/** The commands of one command line. */
export function commandsOf(line: Words): ContainerCommand[] {
  const words: ShellWord[] = [];
  const out: ContainerCommand[] = [];
  let at: Span | undefined;
  for (const word of line) {
    if (word.shell) {
      const source = { text: word.text, at: (i: number) => i };
      for (const command of parseScript(source, word.language ?? 'posix').commands)
        out.push({ command, at: word.at, written: word.text });
    } else if (word.unsplit) words.push(...splitWords(word.text, 0));
    else words.push(wordOf(word));
    at = at ? { start: Math.min(at.start, word.at.start), end: Math.max(at.end, word.at.end) } : word.at;
  }
  const name = words[0] && commandName(words[0]);
  const [first] = line;
  const isWhole = line.length === 1 && first?.unsplit;
  const written = isWhole ? first.text : line.some((word) => word.unsplit) ? undefined : 'unit';
  if (out.length > 0 || !at || name === undefined) return out;
  return [{ command: { span: at, assignments: [], words, redirects: [], depth: 0, name }, at, written }];
}

function wordOf({ text, at, literal }: Words[number]): ShellWord {
  const parts = [{ kind: 'text' as const, text, span: at }];
  return { span: at, raw: text, quoted: true, ...(literal ? { parts, literal: text } : { parts: [] }) };
}
