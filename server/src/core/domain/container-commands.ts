import { parseShell, splitWords } from '../shell/parse.ts';
import { commandName } from '../shell/simple.ts';
import type { ShellCommand, ShellWord } from '../shell/syntax.ts';
import type { Span } from '../text/span.ts';
import type { Container } from './container.ts';

/** A command that a container's `command`, `args` or `entrypoint` runs, and the place of its word in the file. */
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
  const wanted = written?.slice(span.start, span.end) ?? '';
  if (written === undefined || wanted === '') return at;
  const before = written.slice(0, span.start).split(wanted).length - 1;
  const pieces = unit.slice(at.start, at.end).split(wanted);
  if (pieces.length !== written.split(wanted).length) return at;
  const start = at.start + pieces.slice(0, before + 1).join(wanted).length;
  return { start, end: start + wanted.length };
}

/** The commands that a container runs: every command of a `sh -c` script, otherwise its words as one command. */
export function containerCommands(container: Container): ContainerCommand[] {
  const words: ShellWord[] = [];
  const out: ContainerCommand[] = [];
  let at: Span | undefined;
  for (const word of container.command) {
    if (word.shell) {
      const source = { text: word.text, at: (i: number) => i };
      for (const command of parseShell(source).commands) out.push({ command, at: word.at, written: word.text });
    } else if (word.unsplit) words.push(...splitWords(word.text, 0));
    else words.push(wordOf(word));
    at = at ? { start: Math.min(at.start, word.at.start), end: Math.max(at.end, word.at.end) } : word.at;
  }
  const name = words[0] && commandName(words[0]);
  const [first] = container.command;
  const isWhole = container.command.length === 1 && first?.unsplit;
  const written = isWhole ? first.text : container.command.some((word) => word.unsplit) ? undefined : 'unit';
  if (out.length > 0 || !at || name === undefined) return out;
  return [{ command: { span: at, assignments: [], words, redirects: [], depth: 0, name }, at, written }];
}

function wordOf({ text, at, literal }: Container['command'][number]): ShellWord {
  const parts = [{ kind: 'text' as const, text, span: at }];
  return { span: at, raw: text, quoted: true, ...(literal ? { parts, literal: text } : { parts: [] }) };
}
