import { removeSwitches } from '../../fixes/command.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { SIGNATURE_SWITCHES } from '../../network/signature-switches.ts';
import { rule } from '../../rule/rule.ts';
import { instructionRoute } from '../../rule/semantic-route.ts';
import { type SwitchHit, switchesIn } from '../../shell/switches.ts';

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
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file) return;
      for (const command of instruction.commands()) {
        const hits = switchesIn(command, SIGNATURE_SWITCHES);
        for (const hit of hits) {
          const twins = hits.filter((other) => isTwin(other, hit));
          if (hits.some((other) => isTwin(hit, other))) continue;
          yield {
            at: hit.at,
            message: `\`${hit.shown}\` accepts unsigned packages`,
            fixes: fixIf(
              `Remove ${[hit, ...twins].map(({ shown }) => `\`${shown}\``).join(' and ')}`,
              'review',
              () => removeSwitches(file, instruction, [hit, ...twins]),
              [changes(instructionRoute(file, instruction))],
            ),
          };
        }
      }
    },
  },
);

/** Whether an option of apt allows the same as the other one, for repositories that had signatures before: people write both, and mean one thing. */
const isTwin = (one: SwitchHit, other: SwitchHit): boolean =>
  one.command === other.command &&
  /AllowDowngradeToInsecure/i.test(one.shown) &&
  /Acquire::AllowInsecure/i.test(other.shown);
