import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-own-certificate',
    title: 'etcd makes its own certificate',
    why: 'Nobody has signed it, so clients cannot verify it, and do not notice an attacker in between.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.3'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0044'],
      checkov: ['CKV_K8S_118'],
      kics: ['98ce8b81-7707-4734-aa39-627c6db3d84b'],
      kubescape: ['C-0155'],
    },
  },
  componentChecks('serves clients a certificate that it made itself', [
    { of: 'etcd', flag: 'auto-tls', wrong: when('true'), good: 'false' },
  ]),
);
