import { daemonChecks, isFalse } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/firewall-off',
    title: 'Docker without firewall rules',
    why: 'Docker keeps its networks apart by rules of the firewall. Without them, containers of different networks reach each other, and other machines reach ports that nobody published.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'isolation'],
    refs: { cisDocker: ['2.4'], nist800190: ['4.4.2'], owaspDocker: ['5'], cwe: ['CWE-284'] },
  },
  daemonChecks([
    {
      key: ['iptables'],
      wrong: isFalse,
      harm: 'networks are not kept apart',
      caveat: 'Docker writes rules again; own rules belong in `DOCKER-USER`',
    },
    { key: ['ip6tables'], wrong: isFalse, harm: 'networks are not kept apart over IPv6' },
  ]),
);
