/** Commands and variables that concern TLS certificates. The options are in `tls-switches.ts`. */
import { hasFlag, knownStart, lastingVariables, type ShellCommand, wordAfter } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';
import { disablesTlsVerification } from './tls-switches.ts';

const LOOPBACK = /^(?:https?:\/\/)?(?:localhost|127\.[\d.]+|\[::1\])(?=[:/?#]|$)/i;

/** Programs that read their addresses from their words only; pip and the like need their switch to use an address without TLS. */
const DOWNLOADERS = /^(?:curl|wget2?|https?|git)$/;
const PLAIN = /^http:\/\//i;
/** A host of the public internet, whose server mostly redirects to HTTPS. */
const PUBLIC =
  /^http:\/\/(?:[^@/]*@)?(?:[\w-]+\.)+(?!(?:svc|local|internal|lan|localdomain|test)(?:[:/]|$))[a-z]{2,}(?:[:/]|$)/i;

/**
 * Whether no attacker can pretend to be the server: the command connects only to this machine (a health check), or without TLS, where
 * there is no certificate. `wget` and `curl -L` follow a public server to HTTPS.
 */
export function needsNoCertificate(command: ShellCommand): boolean {
  const addresses = command.words.map(knownStart).filter((w) => /^https?:\/\/|^localhost\b/i.test(w));
  if (addresses.length === 0) return false;
  if (addresses.every((a) => LOOPBACK.test(a))) return true;
  // A word that a variable starts may be another address.
  if (!DOWNLOADERS.test(command.name ?? '') || command.words.some((w) => knownStart(w) === '')) return false;
  const follows = command.name !== 'curl' || hasFlag(command, 'L', 'location') !== undefined;
  return addresses.every((a) => PLAIN.test(a) && !(follows && PUBLIC.test(a)));
}

/** Assignments that switch TLS verification off: `NAME=value` before a command, alone, or after `export`. */
export function tlsOffAssignments(command: ShellCommand): { at: Span; shown: string }[] {
  const out: { at: Span; shown: string }[] = [];
  const add = (name: string, value: string | undefined, at: Span): void => {
    if (value !== undefined && disablesTlsVerification(name, value)) out.push({ at, shown: `${name}=${value}` });
  };
  for (const { name, value, span } of [...command.assignments, ...lastingVariables(command)])
    add(name, value.literal, span);
  if (!/^(?:export|declare|env)$/.test(command.name ?? '')) return out;
  for (const word of command.words.slice(1)) {
    const name = /^(\w+)=/.exec(knownStart(word))?.[1];
    if (name !== undefined) add(name, wordAfter(word, name.length + 1).literal, word.span);
  }
  return out;
}
