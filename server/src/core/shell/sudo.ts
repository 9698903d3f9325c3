import type { Span } from '../text/span.ts';
import { commandsInside } from './effective.ts';
import type { ShellCommand } from './syntax.ts';
import { userInside } from './user-change.ts';

/** A `sudo` that runs a command. */
export interface SudoWord {
  readonly at: Span;
  /** From `sudo` to the command, if `sudo` only runs it as root; `undefined` with `-u`, `-i` and the like, or inside a script. */
  readonly prefix: Span | undefined;
  /** A command around it (`su app -c`) has changed to another user than root before. */
  readonly asOther: boolean;
  /** It runs its command as another user than root: `sudo -u app`. */
  readonly toOther: boolean;
}

/** Options that have no effect for root. */
const HARMLESS = /^(?:-[EHn]+|--(?:preserve-env|set-home|non-interactive)|--)$/;

/** The most nested wrappers and scripts that are looked into. */
const MAX_NESTING = 6;

/** Every `sudo` in `commands` and in the wrappers and scripts that they run, in order. */
export function sudoWords(commands: readonly ShellCommand[]): readonly SudoWord[] {
  const found = new Map<number, SudoWord>();
  const visit = (command: ShellCommand, depth: number, asOther: boolean): void => {
    const first = command.words[0];
    const user = userInside(command);
    if (command.name === 'sudo' && first && !found.has(first.span.start)) {
      const prefix = depth === 0 ? prefixOf(command) : undefined;
      found.set(first.span.start, { at: first.span, prefix, asOther, toOther: user === 'other' });
    }
    // The programs below another root folder are not those of the image.
    if (depth === MAX_NESTING || command.name === 'chroot') return;
    for (const inner of commandsInside(command))
      visit(inner, depth + 1, user === undefined ? asOther : user === 'other');
  };
  for (const command of commands) visit(command, 0, false);
  return [...found.values()].sort((a, b) => a.at.start - b.at.start);
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
