import { daemonChecks, isTrue } from '../../families/daemon-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'daemon/direct-routing',
    title: 'Containers reachable without published ports',
    why: 'Other machines of the network send packets to the addresses of containers, past the list of published ports. A database that nobody published is reachable then.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['daemon', 'exposure'],
    refs: { nist800190: ['4.4.2'], owaspDocker: ['5a'], cwe: ['CWE-668'] },
  },
  daemonChecks([
    {
      key: ['allow-direct-routing'],
      wrong: isTrue,
      harm: 'other machines reach published ports at the addresses of containers',
    },
    { key: ['ip-forward-no-drop'], wrong: isTrue, harm: 'the host forwards packets of other machines' },
  ]),
);
