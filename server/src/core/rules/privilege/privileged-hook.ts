import { isOn, serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

const HOOKS = ['pre_start', 'post_start', 'pre_stop'];

export default rule(
  {
    id: 'privilege/privileged-hook',
    title: 'Privileged hook',
    why: 'A hook with `privileged` runs with all capabilities and devices of the host, whatever the service itself may do. The program, its files and its environment are those of the container: an attacker who changes one of them before the next start or stop takes the host.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'isolation'],
    refs: { cisDocker: ['5.5', '5.23'], nist800190: ['4.4.3'], owaspDocker: ['3'], cwe: ['CWE-250'] },
  },
  serviceKeyChecks(
    HOOKS.map((hook) => ({
      path: [hook, '*', 'privileged'],
      wrong: (value) => (isOn(value) ? { says: `runs its \`${hook}\` hook as privileged` } : undefined),
    })),
  ),
);
