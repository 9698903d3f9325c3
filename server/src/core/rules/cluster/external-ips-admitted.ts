import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/external-ips-admitted',
    title: 'Services with any address are admitted',
    why: 'A Service may name any IP address in `externalIPs`, and the nodes then send that address’s traffic to its pods (CVE-2020-8554). The admission plugin `DenyServiceExternalIPs` refuses such Services.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.3'],
      cwe: ['CWE-1188'],
      kubescape: ['~C-0283', 'ensure-that-the-api-server-DenyServiceExternalIPs-is-set'],
    },
  },
  componentChecks('admits Services that claim any address', [
    {
      of: 'kube-apiserver',
      flag: 'enable-admission-plugins',
      wrong: lacks('DenyServiceExternalIPs'),
      profile: 'audit',
    },
  ]),
);
