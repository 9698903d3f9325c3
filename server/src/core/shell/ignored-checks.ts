/** Commands that verify a file, and whether a script goes on after they fail. */
import { verifies } from './stored-download.ts';
import type { ShellCommand, ShellScript } from './syntax.ts';

/** Its result is a text, or the exit code of its own script. */
const PRINTS = /^(?:openssl|php)$/;

export interface IgnoredCheck {
  readonly command: ShellCommand;
  /** The `true` of `|| true`; absent where the next command runs in any case. */
  readonly by?: ShellCommand;
}

/**
 * The checks of a script after which it goes on when they fail. Checks within groups, loops and conditions are left out, since what follows
 * them may look at the result. Source: POSIX.1-2024, "Shell Command Language", 2.9.3 Lists and `set -e`.
 * @param stops the shell stops at the first command that fails: `SHELL ["bash", "-e", "-c"]`
 */
export function ignoredChecks({ commands, complete }: ShellScript, stops: boolean): IgnoredCheck[] {
  if (!complete) return [];
  const out: IgnoredCheck[] = [];
  let mayStop = stops;
  const flat = commands.filter((c) => c.depth === 0);
  for (const [i, command] of flat.entries()) {
    mayStop ||= setsErrexit(command);
    if (command.pipedTo || negated(command) || PRINTS.test(command.name ?? '') || !verifies(command)) continue;
    const next = flat[i + 1];
    // What is between the two is a group, which may look at the result.
    if (!next || commands.some((c) => c.depth > 0 && c.span.start > command.span.end && c.span.end < next.span.start))
      continue;
    if (next.separatorBefore === '||' && (next.name === 'true' || next.name === ':')) out.push({ command, by: next });
    else if (!mayStop && (next.separatorBefore === ';' || next.separatorBefore === '\n') && !looksAtStatus(next))
      out.push({ command });
  }
  return out;
}

const setsErrexit = ({ name, words }: ShellCommand): boolean =>
  name === 'set' && words.slice(1).some((w) => /^-[a-z]*e[a-z]*$|^errexit$/.test(w.literal ?? ''));

const negated = ({ words }: ShellCommand): boolean => words[0]?.literal === '!';

/** `[ $? -eq 0 ]`, `rc=$?`. */
const looksAtStatus = ({ words, assignments }: ShellCommand): boolean =>
  [...words, ...assignments.map((a) => a.value)].some((word) => word.raw.includes('$?'));
