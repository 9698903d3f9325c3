import type { Span } from '../text/span.ts';
import { effectiveCommands } from './effective.ts';
import type { ShellCommand } from './syntax.ts';

/** A `sudo` that runs a command. */
export interface SudoWord {
  readonly at: Span;
  /** From `sudo` to the command, if `sudo` only runs it as root; `undefined` with `-u`, `-i` and the like, or inside a script. */
  readonly prefix: Span | undefined;
}

/** Options that have no effect for root. */
const HARMLESS = /^(?:-[EHn]+|--(?:preserve-env|set-home|non-interactive)|--)$/;

/** Every `sudo` in `commands` and in the wrappers and scripts that they run, in order. The commands' spans are offsets into `text`. */
export function sudoWords(commands: readonly ShellCommand[], text: string): readonly SudoWord[] {
  const found = new Map<number, SudoWord>();
  for (const outer of commands) {
    if (outer.name === 'sudo' && outer.words[0]) {
      add(found, { at: outer.words[0].span, prefix: prefixOf(outer) });
    }
    for (const { command, via } of effectiveCommands(outer)) {
      const [, ...inner] = outer.name === 'sudo' ? via : ['', ...via];
      const bare = command !== outer && command.name === 'sudo' ? command.words[0]?.span : undefined;
      const start = inner.includes('sudo') ? text.lastIndexOf('sudo', command.span.start - 1) : -1;
      const at = bare ?? (start >= outer.span.start ? { start, end: start + 4 } : undefined);
      if (at) add(found, { at, prefix: undefined });
    }
  }
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
}

function add(found: Map<number, SudoWord>, word: SudoWord): void {
  if (!found.has(word.at.start)) found.set(word.at.start, word);
}

function prefixOf({ words, redirects }: ShellCommand): Span | undefined {
  let next = 1;
  while (HARMLESS.test(words[next]?.literal ?? '')) next++;
  const first = words[next];
  if (first === undefined || first.raw.startsWith('-')) return undefined;
  // `sudo "A=1" cmd` sets a variable, `"A=1" cmd` does not. A redirect between `sudo` and the command must stay.
  if (first.quoted && /^\w+=/.test(first.literal ?? '=')) return undefined;
  const prefix = { start: words[0]!.span.start, end: first.span.start };
  return redirects.some((r) => r.span.start < prefix.end && r.span.end > prefix.start) ? undefined : prefix;
}
