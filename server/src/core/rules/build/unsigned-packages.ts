import { removeSwitch } from '../../fixes/command.ts';
import { fixIf } from '../../fixes/fix.ts';
import { SIGNATURE_SWITCHES } from '../../network/signature-switches.ts';
import { rule } from '../../rule/rule.ts';
import { switchesIn } from '../../shell/switches.ts';

export default rule(
  {
    id: 'build/unsigned-packages',
    title: 'Package signatures not checked',
    why: 'The signature is what tells a package of the distribution from one that a mirror, a proxy or a stranger put in its place. With the check switched off the package manager installs either, as root, and says nothing. Most mirrors are even reached without encryption, because the signature was meant to protect you.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: {
      cisDocker: ['4.11'],
      nist800190: ['4.1.5'],
      cwe: ['CWE-347'],
      checkov: ['~CKV2_DOCKER_7', '~CKV2_DOCKER_8', '~CKV2_DOCKER_9', '~CKV2_DOCKER_10', '~CKV2_DOCKER_11'],
    },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file) return;
      for (const command of instruction.commands()) {
        for (const hit of switchesIn(command, SIGNATURE_SWITCHES))
          yield {
            at: hit.at,
            message: `\`${hit.shown}\` installs packages whoever made them`,
            fixes: fixIf(`Remove \`${hit.shown}\``, 'review', () => removeSwitch(file, instruction, hit)),
          };
      }
    },
  },
);
