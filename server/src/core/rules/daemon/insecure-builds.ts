import { daemonChecks, isTrue } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/insecure-builds',
    title: 'Builds with rights of the host',
    why: 'A build runs what a Dockerfile, a package or a download says. With this entitlement it may ask for all rights, or for the network of the host, and whoever can change one line of a Dockerfile has them.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'isolation'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-250'] },
  },
  daemonChecks([
    {
      key: ['builder', 'entitlements', 'security-insecure'],
      wrong: isTrue,
      harm: 'builds may run as privileged',
    },
    {
      key: ['builder', 'entitlements', 'network-host'],
      wrong: isTrue,
      harm: 'builds may use the network of the host',
      found: { severity: 'info', profile: 'strict' },
    },
  ]),
);
