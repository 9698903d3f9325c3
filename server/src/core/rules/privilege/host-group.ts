import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/host-group',
    title: 'Group with power over the host',
    why: 'A user in the group `docker` may use Docker’s socket, one in `disk` every disk, as far as the container sees them: an attacker in the program has the rights that the user without root was meant to take away. Root’s own group owns many files of an image.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'least-privilege'],
    refs: { nist800190: ['4.4.3'], owaspDocker: ['2'], cwe: ['CWE-250'] },
  },
  serviceKeyChecks([
    {
      path: ['group_add', '*'],
      wrong: (value) =>
        /^(?:docker|disk|kmem|lxd|shadow|sudo|wheel|root|0)$/.test(value)
          ? {
              says: `adds its user to the group \`${value}\``,
              note: 'Check that the program can still open what it needs',
            }
          : undefined,
    },
  ]),
);
