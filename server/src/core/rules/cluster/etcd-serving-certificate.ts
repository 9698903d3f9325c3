import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-serving-certificate',
    title: 'etcd without TLS',
    why: 'etcd holds every Secret of the cluster. Without a certificate they travel in plain text between it and the API server.',
    severity: 'warning',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.1'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0042'],
      checkov: ['CKV_K8S_116'],
      kics: ['075ca296-6768-4322-aea2-ba5063b969a9'],
      kubescape: ['C-0153'],
    },
  },
  componentChecks('serves clients without TLS', [
    { of: 'etcd', flag: 'cert-file', wrong: missing },
    { of: 'etcd', flag: 'key-file', wrong: missing },
  ]),
);
