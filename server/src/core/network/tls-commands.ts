/** Commands and variables that concern TLS certificates. The options are in `tls-switches.ts`. */
import { knownStart, type ShellCommand, wordAfter } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';
import { disablesTlsVerification } from './tls-switches.ts';

const LOOPBACK = /^(?:https?:\/\/)?(?:localhost|127\.[\d.]+|\[::1\])(?=[:/?#]|$)/i;

/** Whether the command connects only to this machine, where no attacker can intercept: a health check. */
export function isLoopbackOnly(command: ShellCommand): boolean {
  const addresses = command.words.map(knownStart).filter((w) => /^https?:\/\/|^localhost\b/i.test(w));
  return addresses.length > 0 && addresses.every((a) => LOOPBACK.test(a));
}

/** Assignments that switch TLS verification off: `NAME=value` before a command, alone, or after `export`. */
export function tlsOffAssignments(command: ShellCommand): { at: Span; shown: string }[] {
  const out: { at: Span; shown: string }[] = [];
  const add = (name: string, value: string | undefined, at: Span): void => {
    if (value !== undefined && disablesTlsVerification(name, value)) out.push({ at, shown: `${name}=${value}` });
  };
  for (const { name, value, span } of command.assignments) add(name, value.literal, span);
  if (!/^(?:export|declare|env)$/.test(command.name ?? '')) return out;
  for (const word of command.words.slice(1)) {
    const name = /^(\w+)=/.exec(knownStart(word))?.[1];
    if (name !== undefined) add(name, wordAfter(word, name.length + 1).literal, word.span);
  }
  return out;
}
