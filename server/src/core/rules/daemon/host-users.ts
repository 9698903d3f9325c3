import { always, daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/host-users',
    title: 'Root of containers is root of the host',
    why: 'Without a user namespace root in a container has the number of root on the host. An attacker who leaves the container, or who finds a file of the host in it, is root there.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'least-privilege'],
    refs: { cisDocker: ['2.9'], nist800190: ['4.4.3'], owaspDocker: ['2'], cwe: ['CWE-250'] },
  },
  daemonChecks([
    {
      key: ['userns-remap'],
      wrong: oneOf(''),
      harm: 'root of a container has the number of root of the host',
      missing: always,
      good: 'default',
      caveat: 'images and volumes are kept apart by user: those of before are not seen',
    },
  ]),
);
