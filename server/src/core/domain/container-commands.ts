import { parseShell, splitWords } from '../shell/parse.ts';
import { commandName } from '../shell/simple.ts';
import type { ShellCommand, ShellWord } from '../shell/syntax.ts';
import type { Span } from '../text/span.ts';
import type { Container } from './container.ts';

/** A command that a container's `command`, `args` or `entrypoint` runs, and the place of its word in the file. */
export interface ContainerCommand {
  /** Its spans are not offsets into the unit: report `at`. */
  readonly command: ShellCommand;
  readonly at: Span;
}

/** The commands that a container runs: every command of a `sh -c` script, otherwise its words as one command. */
export function containerCommands(container: Container): ContainerCommand[] {
  const words: ShellWord[] = [];
  const out: ContainerCommand[] = [];
  let at: Span | undefined;
  for (const word of container.command) {
    if (word.shell) {
      const source = { text: word.text, at: (i: number) => i };
      for (const command of parseShell(source).commands) out.push({ command, at: word.at });
    } else if (word.unsplit) words.push(...splitWords(word.text, 0));
    else words.push(wordOf(word));
    at = at ? { start: Math.min(at.start, word.at.start), end: Math.max(at.end, word.at.end) } : word.at;
  }
  const name = words[0] && commandName(words[0]);
  if (out.length > 0 || !at || name === undefined) return out;
  return [{ command: { span: at, assignments: [], words, redirects: [], depth: 0, name }, at }];
}

function wordOf({ text, at, literal }: Container['command'][number]): ShellWord {
  const parts = [{ kind: 'text' as const, text, span: at }];
  return { span: at, raw: text, quoted: true, ...(literal ? { parts, literal: text } : { parts: [] }) };
}
