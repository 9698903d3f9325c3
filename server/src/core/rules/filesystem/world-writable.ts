import { isDevcontainer } from '../../checks/for-development.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { fileModes, isWorldWritable, withoutWorldWrite } from '../../shell/file-modes.ts';
import { effectiveCommands } from '../../shell/shell.ts';
import type { Span } from '../../text/span.ts';

export default rule(
  {
    id: 'filesystem/world-writable',
    title: 'Files that everyone may write',
    why: 'Every program in the container may change these files, whatever user it runs as. An attacker who breaks into a program without rights replaces a script or a setting here, and the next program that reads it works for him.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { nist800190: ['4.1.2'], cwe: ['CWE-732'], 'sonar-iac': ['~S2612'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file?.stages[instruction.stage]?.reachable) return;
      for (const { value, valueSpan } of instruction.flags.filter((f) => f.name === 'chmod')) {
        if (value !== undefined && valueSpan && isWorldWritable(value))
          yield finding(instruction, value, valueSpan, `--chmod=${value}`, isOwned(instruction, [], file), ctx);
      }
      if (instruction.keyword !== 'RUN') return;
      for (const { command, word, mode, paths } of instruction.commands().flatMap(fileModes)) {
        // Temporary folders are for everyone.
        if (!isWorldWritable(mode) || (paths.length > 0 && paths.every((p) => TEMPORARY.test(p)))) continue;
        const isExact = word.raw === mode && !instruction.exec && isOwned(instruction, paths, file);
        yield finding(instruction, mode, word.span, `${command.name} ${mode}`, isExact, ctx);
      }
    },
  },
);

const TEMPORARY = /^(?:\/var)?\/(?:tmp|run|dev\/shm|cache)(?:\/|$)/;

/**
 * Whether the program may still write the files without the right of others: it runs as root, the instruction names their owner, or the stage gives every path
 * to someone.
 */
function isOwned(instruction: Instruction, paths: readonly string[], file: Dockerfile): boolean {
  const stage = file.stages[instruction.stage];
  if (stage?.user.verdict === 'root' || instruction.flags.some(({ name }) => name === 'chown')) return true;
  const given = (stage?.instructions ?? [])
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap((run) => run.commands().flatMap((outer) => effectiveCommands(outer)))
    .flatMap(({ command }) => (command.name === 'chown' ? command.words.slice(1).map((w) => w.literal ?? '') : []));
  return (
    paths.length > 0 &&
    paths.every((path) => given.some((one) => one !== '' && `${path}/`.startsWith(`${one.replace(/\/$/, '')}/`)))
  );
}

function finding(
  instruction: Instruction,
  mode: string,
  at: Span,
  shown: string,
  isExact: boolean,
  ctx: Context,
): Finding {
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const better = withoutWorldWrite(mode);
  return {
    at,
    message: `\`${shown}\` lets every user of the container change the files`,
    fixes:
      // A development container runs as a user of the developer's machine.
      file && isExact && better !== '' && !isDevcontainer(ctx.unit.path)
        ? fixIf(`Use \`${better}\``, 'review', () => replace(at, better), changesInstruction(file, instruction), [
            'The user of the program must own the files, or be in their group: `--chown`, `chown`',
          ])
        : [],
  };
}
