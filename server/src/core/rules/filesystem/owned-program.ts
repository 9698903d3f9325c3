import { deleteFlag } from '../../dockerfile/edit.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/owned-program',
    title: 'Program that its own user may change',
    why: 'The user that runs the program owns its file. An attacker who breaks into it writes his own code there, which runs again after a restart, and for every other program that calls it.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: {
      cisDocker: ['~4.8'],
      owaspDocker: ['8'],
      nist800190: ['4.1.2'],
      cwe: ['CWE-732'],
      'sonar-iac': ['~S6504'],
      kics: ['~aa93e17f-b6db-4162-9334-c70334e7ac28'],
    },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const stage = file?.stages[instruction.stage];
      const copies = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
      if (!file || !stage?.final || stage.windows || !copies) return;
      const flag = instruction.flags.find((f) => f.name === 'chown');
      const mode = instruction.flags.find((f) => f.name === 'chmod')?.value ?? '';
      const owner = flag?.value?.split(':', 1)[0] ?? '';
      // The owner may not write with `--chmod=555`; root is always able to.
      if (!flag || /^0?[0-7]?[0145][0-7]{2}$/.test(mode) || /^(?:|root|0+|\$.*)$/.test(owner)) return;
      const words = instruction.exec ?? instruction.args;
      const target = stage.expand(words.at(-1)?.text ?? '', instruction).text;
      if (target === undefined || !PROGRAMS.test(target)) return;
      if (stage.user.user !== owner && String(stage.user.uid) !== owner) return;
      yield {
        at: flag.span,
        message: `\`${owner}\`, the user of the program, may change what is copied to \`${target}\``,
        fixes: fixIf(
          `Remove \`--chown=${flag.value}\``,
          'review',
          () => deleteFlag(file, instruction, flag),
          changesInstruction(file, instruction),
          ['The files must be readable for everyone: `--chmod=755`'],
        ),
      };
    },
  },
);

/** Folders of programs. Source: Filesystem Hierarchy Standard 3.0. */
const PROGRAMS =
  /^\/(?:s?bin|lib(?:32|64)?|usr\/(?:s?bin|lib(?:32|64)?|local\/(?:s?bin|lib)))(?:\/|$)|^\/(?:docker-)?entrypoint(?:\.\w+)?$/;
