import { isOn, serviceKeyChecks } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/kept-from-oom-killer',
    title: 'Container is never killed for its memory',
    why: 'When memory runs out the kernel ends the process that uses most. If it may not end this container, it ends others: a database, or Docker itself. An attacker who makes the program use memory takes down the host, and no limit brings it back.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['compose', 'denial-of-service'],
    refs: { cisDocker: ['5.11'], nist800190: ['4.4.3'], owaspDocker: ['7'], cwe: ['CWE-770'] },
  },
  serviceKeyChecks([
    {
      path: ['oom_kill_disable'],
      wrong: (value) => (isOn(value) ? { says: 'is not killed when it uses up the memory' } : undefined),
    },
    {
      path: ['oom_score_adj'],
      wrong: (value) =>
        /^-(?:9\d\d|1000)$/.test(value)
          ? { says: `is killed last when memory runs out: \`oom_score_adj\` is ${value}` }
          : undefined,
    },
  ]),
);
