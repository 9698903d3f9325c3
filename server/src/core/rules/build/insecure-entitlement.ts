import { deleteFlag } from '../../dockerfile/edit.ts';
import { isOn, serviceKeyChecks } from '../../families/service-key.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { type Finding, rule } from '../../rule/rule.ts';

const LESS = { severity: 'info', profile: 'strict' } satisfies Partial<Finding>;

export default rule(
  {
    id: 'build/insecure-entitlement',
    title: 'Build with rights of the host',
    why: 'What a build runs comes from packages, downloads and every change of the Dockerfile. With these rights it leaves its sandbox: a privileged build mounts the disk of the host, one in the host’s network reaches services that listen for the host alone.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'isolation'],
    refs: { nist800190: ['4.4.3'], owaspDocker: ['3'], cwe: ['CWE-250'], 'sonar-iac': ['S6502', '~S6431'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (instruction.keyword !== 'RUN' || !file) return;
      for (const flag of instruction.flags) {
        const shown = `--${flag.name}${flag.value === undefined ? '' : `=${flag.value}`}`;
        const isInsecure = shown === '--security=insecure';
        if (!isInsecure && shown !== '--network=host' && flag.name !== 'device') continue;
        yield {
          at: flag.span,
          ...(isInsecure ? {} : LESS),
          message: `\`${shown}\` ${isInsecure ? 'runs the command with all rights' : `gives the command ${flag.name === 'device' ? 'a device' : 'the network'} of the host`}`,
          fixes: fixIf(
            `Remove \`${shown}\``,
            'review',
            () => deleteFlag(file, instruction, flag),
            changesInstruction(file, instruction),
            ['Build the image: the command may need it'],
          ),
        };
      }
    },
    ...serviceKeyChecks([
      {
        path: ['build', 'privileged'],
        wrong: (value) => (isOn(value) ? { says: 'is built with all rights' } : undefined),
      },
      {
        path: ['build', 'network'],
        wrong: (value) => (value === 'host' ? { says: 'is built in the network of the host', ...LESS } : undefined),
      },
      {
        path: ['build', 'entitlements', '*'],
        wrong: (value) =>
          value === 'security.insecure'
            ? { says: 'is built with all rights: `security.insecure`' }
            : { says: `is built with rights of the host: \`${value}\``, ...LESS },
      },
    ]),
  },
);
