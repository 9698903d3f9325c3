import { always, daemonChecks, isFalse } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/new-privileges',
    title: 'Containers may gain privileges',
    why: 'A program without rights starts a setuid program such as `su` and becomes root in its container. With `no-new-privileges` as the default no container can, unless it says so itself.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'least-privilege'],
    refs: { cisDocker: ['2.14'], nist800190: ['4.4.3'], owaspDocker: ['4'], cwe: ['CWE-269'] },
  },
  daemonChecks([
    {
      key: ['no-new-privileges'],
      wrong: isFalse,
      harm: 'programs of containers become root by setuid programs',
      missing: always,
      good: true,
      caveat: 'containers that use `sudo` or `su` stop working',
    },
  ]),
);
