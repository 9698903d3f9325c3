import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-peer-own-certificate',
    title: 'etcd members make their own certificates',
    why: 'Nobody has signed it, so members cannot verify each other, and an attacker joins as one.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.6'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0047'],
      kics: ['ae8827e2-4af9-4baa-9998-87539ae0d6f0'],
      kubescape: ['C-0158'],
    },
  },
  componentChecks('speaks with other members by a certificate that it made itself', [
    { of: 'etcd', flag: 'peer-auto-tls', wrong: when('true'), good: 'false' },
  ]),
);
