import { isNamedForDevelopers } from '../../checks/for-development.ts';
import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { containerCommands, placeInFile } from '../../domain/container-commands.ts';
import { hookCommands } from '../../domain/hook-commands.ts';
import { addressOf, repositoryAt } from '../../network/hosts.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { type PipedDownload, pipedDownload } from '../../shell/piped-download.ts';
import { knownStart, type ShellCommand } from '../../shell/shell.ts';
import { storedDownloads } from '../../shell/stored-download.ts';
import { INTERPRETERS, isShell } from '../../shell/wrappers.ts';
import { cover } from '../../text/span.ts';
import { projectNames } from '../../workspace/project-names.ts';

export default rule(
  {
    id: 'build/piped-shell-download',
    title: 'Download run without verification',
    why: 'The downloaded script runs before anyone has verified it, and the next build may download a different one. An attacker who controls the server, its name or its storage bucket runs commands as root in your build and puts anything into the image. A server can detect a pipe and send it a different script than it sends to a browser. If the connection breaks off, half a script runs.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], owaspDocker: ['9', '13'], cwe: ['CWE-494'] },
  },
  {
    *instruction(instruction, ctx) {
      const commands = instruction.commands();
      for (const command of commands) {
        const found = pipedDownload(command);
        if (found)
          yield {
            at: cover(found.from.span, found.by.span),
            message: message(found),
            ...lessWhere(found, instruction, ctx),
          };
      }
      for (const { from, by } of storedDownloads(commands))
        if (by) yield { at: from.span, message: message({ from, by }), ...lessWhere({ from, by }, instruction, ctx) };
    },
    *container(container, { unit }) {
      const commands = containerCommands(container);
      for (const one of [...commands, ...hookCommands(container)]) {
        const found = pipedDownload(one.command);
        if (!found) continue;
        const at = placeInFile(one, cover(found.from.span, found.by.span), unit.text);
        yield { at, message: `${message(found)} in \`${container.name}\`` };
      }
      for (const { from, by, outer } of storedDownloads(commands.map((c) => c.command))) {
        const one = commands.find((c) => c.command === outer);
        if (by && one)
          yield {
            at: placeInFile(one, from.span, unit.text),
            message: `${message({ from, by })} in \`${container.name}\``,
          };
      }
    },
  },
);

/**
 * Images that only developers and tests run are for the strict profile: a changed script does not reach users. So is a stage that the image is not FROM: of four
 * such installers in builds of public repositories, read on 2026-12-01, a maintainer would have replaced none, in the judgement of two readers.
 */
const lessWhere = (
  found: PipedDownload,
  instruction: Instruction,
  ctx: Context,
): Pick<Finding, 'severity' | 'profile'> =>
  isNamedForDevelopers(ctx.unit.path) || isOfBuild(instruction, ctx) ? { profile: 'strict' } : ownScript(found, ctx);

function isOfBuild(instruction: Instruction, { unit }: Context): boolean {
  if (unit.kind !== 'dockerfile') return false;
  const { stages } = unit.dockerfile;
  const shipped = new Set<Stage>();
  for (let stage = stages.find((one) => one.final); stage && !shipped.has(stage); ) {
    shipped.add(stage);
    stage = stage.source.kind === 'stage' ? stage.source.stage : undefined;
  }
  return shipped.size > 0 && ![...shipped].some((stage) => stage.instructions.includes(instruction));
}

/** The project's own script, from its own repository: whoever changes it there changes the Dockerfile too. */
function ownScript({ from }: PipedDownload, { unit, workspace }: Context): Pick<Finding, 'severity' | 'profile'> {
  const sources = from.words.flatMap((word) => repositoryAt(knownStart(word)) ?? []);
  const isOwn =
    sources.length > 0 &&
    projectNames(unit.path, workspace).some(({ owner, name }) => sources.every((one) => one === `${owner}/${name}`));
  return isOwn ? { severity: 'info', profile: 'strict' } : {};
}

function message({ from, by }: PipedDownload): string {
  const host = from.words.map((w) => addressOf(knownStart(w))?.host).find((h) => h !== undefined);
  return `Downloaded by \`${from.name}\`${host ? ` from \`${host}\`` : ''} and run ${runner(by)} without verification`;
}

/** How the download is run: by an interpreter (`by sh`) or as a program (`as ./agent.sh`). */
function runner({ name, words }: ShellCommand): string {
  const program = words[0]?.raw ?? '';
  const interpreted =
    name !== undefined &&
    (isShell(name) ||
      INTERPRETERS.test(name) ||
      /^(?:eval|source|\.|Invoke-Expression|ScriptBlock\.Create)$/.test(name));
  return interpreted ? `by \`${name}\`` : `as \`${program.replace(/["']/g, '')}\``;
}
