import { always, daemonChecks, isTrue } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/userland-proxy',
    title: 'Proxy for published ports',
    why: 'For each published port Docker starts a program on the host that passes on connections from the host itself. Where the firewall does this work, the program is one more that can be attacked and uses memory.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon'],
    refs: { cisDocker: ['2.16'], cwe: ['CWE-1188'] },
  },
  daemonChecks([
    {
      key: ['userland-proxy'],
      wrong: isTrue,
      harm: 'a program on the host passes on connections to each published port',
      missing: always,
      good: false,
      caveat: 'needs a kernel with hairpin NAT; `localhost` over IPv6 stops working',
    },
  ]),
);
