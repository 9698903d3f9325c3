import type { Instruction } from '../../dockerfile/model.ts';
import { sudoFixes } from '../../fixes/sudo.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { mapped, parseShell } from '../../shell/shell.ts';
import { sudoWords } from '../../shell/sudo.ts';

export default rule(
  {
    id: 'user/sudo',
    title: 'sudo in a container',
    why: 'Whatever the program runs as, `sudo` leads from there to root, and whoever breaks into the program takes the same way. In a build it does nothing that `USER root` would not do openly, changes the environment on the way, and behaves unpredictably with signals and terminals.',
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
      if (words.length > 0) yield ofInstruction(instruction, words, ctx);
    },
    *container(container) {
      const first = container.command[0];
      for (const word of container.command) {
        // One word with blanks is no program, but what it was meant to be is plain.
        if (!word.literal || !(word.shell || word.unsplit || word === first)) continue;
        const found = sudoWords(parseShell(mapped(word.text, 0)).commands, word.text).length > 0;
        if (found) yield { at: word.at, message: `\`${container.name}\` starts its program through \`sudo\`` };
      }
    },
  },
);

function ofInstruction(instruction: Instruction, words: ReturnType<typeof sudoWords>, ctx: Context): Finding {
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const stage = file?.stages[instruction.stage];
  // A trigger, which runs in another file's stage, is none of the stage's own instructions.
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
