import { containerCommands, placeInFile } from '../../domain/container-commands.ts';
import { rule } from '../../rule/rule.ts';
import { newestPackage } from '../../shell/newest-package.ts';
import { effectiveCommands } from '../../shell/shell.ts';

export default rule(
  {
    id: 'build/newest-tool',
    title: 'Newest version of a tool, fetched and run',
    why: 'Each build, or each start of the container, runs what was published last. An attacker who takes over an account of the publisher is in your image within minutes, before anyone has reported the version.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-494'], hadolint: ['~DL3062'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file?.stages[instruction.stage]?.reachable) return;
      for (const outer of instruction.commands())
        for (const { command } of effectiveCommands(outer)) {
          const found = newestPackage(command);
          if (found) yield { at: found.at, message: message(command.name ?? '', found.shown) };
        }
    },
    *container(container, { unit }) {
      for (const one of containerCommands(container)) {
        for (const { command } of effectiveCommands(one.command)) {
          const found = newestPackage(command);
          if (found)
            yield {
              at: placeInFile(one, found.at, unit.text),
              message: `${message(command.name ?? '', found.shown)} in \`${container.name}\``,
            };
        }
      }
    },
  },
);

const message = (program: string, shown: string): string =>
  `\`${program}\` fetches and runs the newest version of \`${shown}\``;
