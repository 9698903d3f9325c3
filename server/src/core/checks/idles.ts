/** Containers whose command only waits: people open a shell in them and work there. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { effectiveCommands, type ShellCommand } from '../shell/shell.ts';

/** Whether all that the container runs is to wait (`sleep infinity`, `tail -f /dev/null`). `false` where its image decides what runs. */
export function idles(container: Container): boolean {
  const commands = containerCommands(container)
    .flatMap(({ command }) => effectiveCommands(command))
    .map(({ command }) => command)
    .filter(({ name }) => name === undefined || !PLAIN.test(name));
  return commands.length > 0 && commands.every(waits);
}

/** Commands beside the waiting: what a loop around it, or a line for its log, needs. */
const PLAIN = /^(?::|true|echo|printf|set|trap|wait|exit)$/;

function waits({ name, words }: ShellCommand): boolean {
  if (name === 'sleep') return true;
  return name === 'tail' && words.some(({ literal }) => literal === '/dev/null');
}
