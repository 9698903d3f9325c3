import { always, daemonChecks, oneOf } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/published-everywhere',
    title: 'Ports are published on all interfaces',
    why: 'A port that a container publishes without an address listens on every interface of the host, and passes by ufw and firewalld. A database for the host itself is open to the network.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'exposure'],
    refs: { cisDocker: ['5.14'], nist800190: ['4.4.2'], owaspDocker: ['5a'], cwe: ['CWE-668'] },
  },
  daemonChecks([
    {
      key: ['ip'],
      wrong: oneOf('0.0.0.0', '::'),
      harm: 'ports without an address are published on all interfaces',
      missing: always,
      good: '127.0.0.1',
      caveat: 'for the default bridge only; what is meant for others must name its address',
    },
  ]),
);
