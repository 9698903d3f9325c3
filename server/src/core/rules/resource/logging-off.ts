import { serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/logging-off',
    title: 'No logs of a container',
    why: 'With the log driver `none` nothing that the program prints is kept. After an attack nobody can say when it began, what was read and whether the attacker is still there.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose'],
    refs: { cisDocker: ['2.13'], cwe: ['CWE-778'] },
  },
  serviceKeyChecks([
    {
      path: ['logging', 'driver'],
      wrong: (value) => (value === 'none' ? { says: 'keeps no logs' } : undefined),
    },
  ]),
);
