import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { type IgnoredCheck, ignoredChecks } from '../../shell/ignored-checks.ts';

export default rule(
  {
    id: 'build/ignored-check',
    title: 'Failed verification that does not stop the build',
    why: 'A shell goes on after a command that fails, unless it is told to stop: the build reports that a checksum is wrong and uses the file all the same. An attacker who replaces the download is noticed by nobody, since the build succeeds.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], cwe: ['CWE-494', 'CWE-353'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const script = instruction.keyword === 'RUN' ? instruction.shell() : undefined;
      if (!file || !script) return;
      for (const found of ignoredChecks(script, stopsAtFailure(file, instruction))) {
        const { command, by } = found;
        yield {
          at: command.span,
          message: by
            ? `\`|| ${by.name}\` ignores a failure of \`${command.name}\``
            : `The build goes on when \`${command.name}\` fails: the next command runs in any case`,
          fixes: fixIf(
            'Stop the build when it fails',
            'review',
            () => stopping(file, found),
            changesInstruction(file, instruction),
          ),
        };
      }
    },
  },
);

/** The shell of the instruction or the `#!` line of its script has `-e`, or nobody knows which shell runs it. */
function stopsAtFailure(file: Dockerfile, { heredocs, span, stage }: Instruction): boolean {
  const flags = [
    ...(file.stages[stage]?.shell ?? []),
    ...file.instructions.filter((i) => i.keyword === 'SHELL').flatMap((i) => i.exec?.map((e) => e.text) ?? []),
    ...heredocs.flatMap(({ body }) => /^[ \t]*#!(.*)/.exec(body)?.[1]?.split(/\s+/) ?? []),
    // `RUN bash -e <<EOF`
    ...(file.text.slice(span.start, span.end).split('\n', 1)[0]?.split(/\s+/) ?? []),
  ];
  return flags.some((flag) => /^-[a-z]*e[a-z]*$|^errexit$/.test(flag));
}

function stopping(file: Dockerfile, { command, by }: IgnoredCheck) {
  if (by) return replace(by.span, 'exit 1');
  const { end } = command.span;
  // A comment behind the command would take the rest with it.
  return /^[ \t]*(?:;|\\?\r?\n|$)/.test(file.text.slice(end)) ? replace({ start: end, end }, ' || exit 1') : [];
}
