import { always, daemonChecks, isTrue } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/shared-network',
    title: 'Containers of the default network reach each other',
    why: 'Every container that names no network joins Docker’s default bridge. An attacker in one of them reaches every port of the others.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'isolation'],
    refs: { cisDocker: ['2.2'], nist800190: ['4.4.2'], owaspDocker: ['5'], cwe: ['CWE-923'] },
  },
  daemonChecks([
    {
      key: ['icc'],
      wrong: isTrue,
      harm: 'containers of the default network reach each other',
      missing: always,
      good: false,
      caveat: 'containers of the default bridge that talk to each other need a network of their own',
    },
  ]),
);
