import { removeSwitch } from '../../fixes/command.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { SIGNATURE_SWITCHES } from '../../network/signature-switches.ts';
import { rule } from '../../rule/rule.ts';
import { instructionRoute } from '../../rule/semantic-route.ts';
import { switchesIn } from '../../shell/switches.ts';

export default rule(
  {
    id: 'build/unsigned-packages',
    title: 'Package signatures not checked',
    why: 'A signature proves that a package comes from the distribution, not from an attacker on a mirror, at a proxy or on the network. Without the check the package manager installs any package as root and prints no warning. Most mirrors even use plain `http`, because the signatures are meant to protect the packages.',
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
      for (const command of instruction.commands()) {
        for (const hit of switchesIn(command, SIGNATURE_SWITCHES)) {
          const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
          if (!file) return;
          yield {
            at: hit.at,
            message: `\`${hit.shown}\` accepts unsigned packages`,
            fixes: fixIf(`Remove \`${hit.shown}\``, 'review', () => removeSwitch(file, instruction, hit), [
              changes(instructionRoute(file, instruction)),
            ]),
          };
        }
      }
    },
  },
);
