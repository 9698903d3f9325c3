import type { Instruction } from '../../dockerfile/model.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { FETCH_PROGRAMS, fetchedAddresses, VERIFY_PROGRAMS } from '../../network/fetches.ts';
import { addressOf, hasHttps, isHttpOnlyArchive, isPrivateHost } from '../../network/hosts.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { instructionRoute } from '../../rule/semantic-route.ts';
import { effectiveCommands, knownStart, type ShellWord } from '../../shell/shell.ts';
import type { Span } from '../../text/span.ts';

export default rule(
  {
    id: 'network/insecure-download',
    title: 'Download without encryption',
    why: 'Anyone on the network path can change what plain `http` or `ftp` transfers: a rogue access point, a proxy, a hijacked route. The build accepts the changed file, and the attacker’s program runs in every container of the image. HTTPS prevents the change, and a known checksum detects it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: {
      cisDocker: ['4.11'],
      nist800190: ['4.1.5'],
      cwe: ['CWE-319', 'CWE-494'],
      'sonar-iac': ['~S5332'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword === 'ADD') {
        if (instruction.flags.some((f) => f.name === 'checksum')) return;
        const sources = (instruction.exec ?? instruction.args).slice(0, -1);
        for (const { text, span } of sources) {
          const quote = /^["']/.test(text) || instruction.exec ? 1 : 0;
          yield* unencryptedDownload(ctx, instruction, text.replace(/^["']/, ''), span, span.start + quote);
        }
      }
      if (instruction.keyword !== 'RUN') return;
      const commands = instruction.commands().flatMap((c) => effectiveCommands(c).map((e) => e.command));
      if (commands.some((c) => VERIFY_PROGRAMS.test(c.name ?? ''))) return;
      for (const command of commands) {
        if (!FETCH_PROGRAMS.test(command.name ?? '')) continue;
        for (const word of fetchedAddresses(command)) {
          const start = word.parts[0]?.span.start ?? word.span.start;
          yield* unencryptedDownload(
            ctx,
            instruction,
            knownStart(word).replace(/^--[\w-]+=/, ''),
            word.span,
            start,
            word,
          );
        }
      }
    },
  },
);

/** Reports a URL with `http` or `ftp` and a public host. `start`: offset of the URL, or of the first part of `word`. */
function* unencryptedDownload(
  ctx: Context,
  instruction: Instruction,
  url: string,
  at: Span,
  start: number,
  word?: ShellWord,
): Generator<Finding> {
  const address = addressOf(url);
  if (!address || (address.scheme !== 'http' && address.scheme !== 'ftp')) return;
  const { scheme, host, port } = address;
  if (host === undefined || isPrivateHost(host)) return;
  const schemeStart = start + (word ? knownStart(word).length - url.length : 0);
  const direct = !word || !instruction.exec;
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  yield {
    at,
    message: `Fetched from \`${host}\` over unencrypted \`${scheme}\``,
    fixes:
      scheme === 'http' && port === undefined && direct && !isHttpOnlyArchive(host)
        ? fixIf(
            'Use `https`',
            'review',
            () => [{ span: { start: schemeStart, end: schemeStart + 4 }, text: 'https' }],
            file && [sets(instructionRoute(file, instruction), 'words')],
            hasHttps(host) ? [] : [`Build the image: \`${host}\` may not answer over \`https\``],
          )
        : [],
  };
}
