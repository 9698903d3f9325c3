import { deleteCommand } from '../../dockerfile/edit-command.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { type Fix, rule } from '../../rule/rule.ts';
import { fileModes, isSetuid, withoutSetuid } from '../../shell/file-modes.ts';
import type { ShellCommand, ShellWord } from '../../shell/shell.ts';

/** Programs that must start as root to lock themselves up: Chromium's and Electron's sandbox, bubblewrap. */
const SANDBOX = /(?:^|\/)(?:chrome[-_]sandbox|bwrap)$/;

/** What needs the right to send raw packets, and is installed with a mode or a capability for it. A maintainer who sets it has decided so. */
const PING = /(?:^|\/)(?:ar|f)?ping6?$/;

export default rule(
  {
    id: 'filesystem/setuid-program',
    title: 'Program that runs as root for everyone',
    why: 'With the setuid bit a program runs as its owner, mostly root, whoever starts it. An attacker in a program without rights starts it and uses a mistake in it to become root in the container.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { cisDocker: ['4.8'], nist800190: ['4.1.2'], owaspDocker: ['4'], cwe: ['CWE-250'], 'sonar-iac': ['~S2612'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (instruction.keyword !== 'RUN' || !file) return;
      const isFinal = file.stages[instruction.stage]?.final === true;
      for (const { command, word, mode, paths } of instruction.commands().flatMap(fileModes)) {
        if (!isSetuid(mode)) continue;
        const isSandbox = paths.length > 0 && paths.every((p) => SANDBOX.test(p));
        const isPing = paths.length > 0 && paths.every((p) => PING.test(p));
        const path = paths.length === 1 && paths[0] ? `\`${paths[0]}\`` : 'the program';
        yield {
          at: word.span,
          ...(isSandbox ? { severity: 'info', profile: 'audit' } : isFinal && !isPing ? {} : { profile: 'strict' }),
          message: `Mode \`${mode}\` makes ${path} run as its owner for everyone`,
          fixes: isSandbox || instruction.exec ? [] : fixes(file, instruction, command, word, mode),
        };
      }
    },
  },
);

function fixes(
  file: Dockerfile,
  instruction: Instruction,
  command: ShellCommand,
  word: ShellWord,
  mode: string,
): Fix[] {
  const better = withoutSetuid(mode);
  const effect = changesInstruction(file, instruction);
  const notes = ['Check what starts the program: it no longer becomes root by it'];
  if (better === '')
    return fixIf(`Remove \`chmod ${mode}\``, 'review', () => deleteCommand(file, instruction, command), effect, notes);
  return word.raw === mode ? fixIf(`Use \`${better}\``, 'review', () => replace(word.span, better), effect, notes) : [];
}
