import { always, daemonChecks, isFalse } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/stops-with-daemon',
    title: 'Containers stop with the daemon',
    why: 'When the daemon ends, for an update or by an attack, all containers end too. Updates of Docker are put off for that reason, and known holes stay open.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'denial-of-service'],
    refs: { cisDocker: ['2.15'], cwe: ['CWE-770'] },
  },
  daemonChecks([
    {
      key: ['live-restore'],
      wrong: isFalse,
      harm: 'containers stop when the daemon does',
      missing: always,
      good: true,
      caveat: 'not on a node of a swarm',
    },
  ]),
);
