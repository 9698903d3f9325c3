import type { Instruction } from '../../dockerfile/model.ts';
import { rule } from '../../rule/rule.ts';
import { effectiveCommands, type ShellCommand } from '../../shell/shell.ts';

export default rule(
  {
    id: 'secret/mount-copied',
    title: 'Mounted secret copied into the image',
    why: 'The mount keeps the secret out of the image, and the copy puts it back: whoever can pull the image reads it, also where a later instruction deletes the file.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials'],
    refs: { cisDocker: ['4.10'], nist800190: ['4.1.4'], owaspDocker: ['12'], cwe: ['CWE-522'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const paths = secretPaths(instruction);
      if (paths.length === 0 || !file?.stages[instruction.stage]?.reachable) return;
      const commands = instruction.commands().flatMap((c) => effectiveCommands(c).map((e) => e.command));
      for (const command of commands) {
        const to = copyOf(command, paths);
        if (to === undefined || isElsewhere(to, instruction)) continue;
        // Deleted in the same instruction, it is in no layer.
        if (commands.some((c) => c.name === 'rm' && c.span.start > command.span.start && names(c, to))) continue;
        yield { at: command.span, message: `Writes a mounted secret to \`${to}\`, which stays in the image` };
      }
    },
  },
);

/** The files of the secrets that are mounted. Source: Dockerfile reference, `RUN --mount=type=secret`: `/run/secrets/ID` by default. */
const secretPaths = ({ mounts }: Instruction): string[] =>
  mounts.flatMap(({ options }) => {
    if (options.get('type')?.value !== 'secret') return [];
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
    const id = options.get('id')?.value;
    if (target) return [target.value];
    return options.has('env') || !id ? [] : [`/run/secrets/${id}`];
  });

const names = ({ words }: ShellCommand, path: string): boolean => words.some((w) => w.literal === path);

/** The file to which a command copies one of the secrets: `cp SECRET to`, `cat SECRET > to`. */
function copyOf(command: ShellCommand, paths: readonly string[]): string | undefined {
  const { name, words, redirects } = command;
  if (!words.slice(1).some((w) => w.literal !== undefined && paths.includes(w.literal))) return undefined;
  if (/^(?:cp|install|mv|ln)$/.test(name ?? '')) {
    const last = words.at(-1)?.literal;
    const isLink = name === 'ln' && words.some((w) => /^-\w*s/.test(w.literal ?? ''));
    return last === undefined || paths.includes(last) || isLink ? undefined : last;
  }
  return name === 'cat'
    ? redirects.find((r) => /^>/.test(r.operator) && (r.fd ?? 1) === 1)?.target?.literal
    : undefined;
}

/** Memory and other mounts do not stay. */
const isElsewhere = (path: string, { mounts }: Instruction): boolean =>
  /^\/(?:dev|proc|sys)\//.test(path) ||
  mounts.some(({ options }) => {
    const target = (options.get('target') ?? options.get('dst'))?.value;
    return target !== undefined && (path === target || path.startsWith(`${target}/`));
  });
