import { addressOf } from '../../network/hosts.ts';
import { rule } from '../../rule.ts';
import { containerCommands } from '../../shell/container-commands.ts';
import { type PipedDownload, pipedDownload } from '../../shell/piped-download.ts';
import { knownStart } from '../../shell/shell.ts';
import { cover } from '../../text/span.ts';

export default rule(
  {
    id: 'build/piped-shell-download',
    title: 'Download piped into a shell',
    why: 'The script is run as it arrives: nobody has read it, and the next build may get another one. Whoever controls the server, its name or its bucket runs commands as root in your build and puts what they like into the image. A server can even tell a pipe from a browser, and a connection that breaks off leaves half a script run.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], owaspDocker: ['9', '13'], cwe: ['CWE-494'] },
  },
  {
    *instruction(instruction) {
      for (const command of instruction.commands()) {
        const found = pipedDownload(command);
        if (found) yield { at: cover(found.from.span, found.by.span), message: message(found) };
      }
    },
    *container(container) {
      for (const { command, at } of containerCommands(container)) {
        const found = pipedDownload(command);
        if (found) yield { at, message: `${message(found)} in \`${container.name}\`` };
      }
    },
  },
);

function message({ from, by }: PipedDownload): string {
  const host = from.words.map((w) => addressOf(knownStart(w))?.host).find((h) => h !== undefined);
  return `What \`${from.name}\` fetches${host ? ` from \`${host}\`` : ''} is run by \`${by.name}\` unseen`;
}
