import type { Instruction } from '../../dockerfile/model.ts';
import { sudoFixes } from '../../fixes/sudo.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { mapped, parseShell } from '../../shell/shell.ts';
import { sudoWords } from '../../shell/sudo.ts';

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
      const words = sudoWords(instruction.commands(), ctx.unit.text);
      if (words.length > 0) yield sudoFinding(instruction, words, ctx);
    },
    *container(container) {
      const first = container.command[0];
      for (const word of container.command) {
        // A single word with blanks names no program, but it is clearly meant as a command line.
        if (!word.literal || !(word.shell || word.unsplit || word === first)) continue;
        const found = sudoWords(parseShell(mapped(word.text, 0)).commands, word.text).length > 0;
        if (found) yield { at: word.at, message: `\`${container.name}\` starts its program through \`sudo\`` };
      }
    },
  },
);

function sudoFinding(instruction: Instruction, words: ReturnType<typeof sudoWords>, ctx: Context): Finding {
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const stage = file?.stages[instruction.stage];
  // An ONBUILD trigger runs in a stage of another file, so it is not among this stage’s instructions.
  const own = stage?.instructions.includes(instruction);
  const user = !stage || !own ? undefined : instruction.keyword === 'RUN' ? stage.userAt(instruction) : stage.user;
  return {
    at: words[0]!.at,
    message:
      user?.verdict === 'root'
        ? `\`sudo\` in ${instruction.keyword}, which runs as root already`
        : `\`sudo\` in ${instruction.keyword}: the image keeps a way to become root`,
    fixes: file && user ? sudoFixes(file, instruction, words, user) : [],
  };
}
