import { hasSudoFromBase } from '../../checks/inherited-sudo.ts';
import type { Instruction } from '../../dockerfile/model.ts';
import { sudoFixes } from '../../fixes/sudo.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { mapped, parseShell } from '../../shell/shell.ts';
import { sudoWords } from '../../shell/sudo.ts';
import type { Span } from '../../text/span.ts';

export default rule(
  {
    id: 'user/sudo',
    title: 'sudo in a container',
    why: '`sudo` lets a program become root whatever user it runs as, and an attacker who breaks into the program becomes root the same way. In a build `sudo` does nothing that `USER root` would not do openly. It also changes the environment and handles signals and terminals unpredictably.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'safe',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['4.8'],
      nist800190: ['4.1.2', '4.4.3'],
      owaspDocker: ['2', '4'],
      cwe: ['CWE-250'],
      hadolint: ['DL3004'],
      trivy: ['DS-0010'],
      checkov: ['CKV2_DOCKER_1'],
      kics: ['8ada6e80-0ade-439e-b176-0b28f6bce35a'],
      kubescape: ['C-0062', 'sudo-in-container-entrypoint'],
      semgrep: ['no-sudo-in-dockerfile'],
      tally: ['hadolint/DL3004'],
    },
  },
  {
    *instruction(instruction, ctx) {
      const words = sudoWords(instruction.commands());
      if (words.length > 0) yield sudoFinding(instruction, words, ctx);
    },
    *container(container, ctx) {
      const first = container.command[0];
      for (const word of container.command) {
        // The script after `nsenter … sh -c` runs with the programs of another root folder or machine.
        if (!word.unsplit && ELSEWHERE.test(word.text)) return;
        // A single word with blanks names no program, but it is clearly meant as a command line.
        if (!word.literal || !(word.shell || word.unsplit || word === first)) continue;
        const [found] = sudoWords(parseShell(mapped(word.text, 0)).commands);
        if (!found) continue;
        yield { at: partAt(found.at, word, ctx), message: `\`${container.name}\` starts its program through \`sudo\`` };
      }
    },
  },
);

/** Programs that run a command outside of the container's own files. */
const ELSEWHERE = /^(?:.*\/)?(?:nsenter|chroot|docker|podman|nerdctl|crictl|kubectl|oc|ssh)$/;

/**
 * The place in the file of a part of a value. Escapes and indentation change the offsets, so it is found by its number among equal texts;
 * the whole value where those are more in the file, as in a comment of a block scalar.
 */
function partAt(part: Span, { text, at }: { readonly text: string; readonly at: Span }, { unit }: Context): Span {
  const name = text.slice(part.start, part.end);
  const before = text.slice(0, part.start).split(name).length - 1;
  const pieces = unit.text.slice(at.start, at.end).split(name);
  if (pieces.length !== text.split(name).length) return at;
  const start = at.start + pieces.slice(0, before + 1).join(name).length;
  return { start, end: start + name.length };
}

function sudoFinding(instruction: Instruction, words: ReturnType<typeof sudoWords>, ctx: Context): Finding {
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const stage = file?.stages[instruction.stage];
  // An ONBUILD trigger runs in a stage of another file, so it is not among this stage’s instructions.
  const own = stage?.instructions.includes(instruction);
  const user = !stage || !own ? undefined : instruction.keyword === 'RUN' ? stage.userAt(instruction) : stage.user;
  const where = `\`sudo\` in ${instruction.keyword}`;
  const isRoot = user?.verdict === 'root';
  // As root, what changes to another user does not become root.
  const worst = words.find((w) => !(isRoot && w.toOther && !w.asOther)) ?? words[0]!;
  if (isRoot && worst.toOther && !worst.asOther) {
    const message = `${where} only changes to another user, which USER or \`setpriv\` does without a way back`;
    return { at: worst.at, message, severity: 'info', profile: 'strict' };
  }
  return {
    at: worst.at,
    ...(stage && !isRoot && hasSudoFromBase(stage) ? { profile: 'strict' as const } : {}),
    message:
      isRoot && !worst.asOther
        ? `${where}, which runs as root already`
        : `${where}: the image keeps a way to become root`,
    fixes: file && user ? sudoFixes(file, instruction, words, user) : [],
  };
}
