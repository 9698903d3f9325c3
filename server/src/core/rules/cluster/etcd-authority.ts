import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-authority',
    title: 'Certificate of etcd is not verified',
    why: 'Without an authority the API server takes any certificate for etcd’s. An attacker between the two gives it objects of their own, roles among them.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.26'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0029'],
      checkov: ['CKV_K8S_102'],
      kics: ['3f5ff8a7-5ad6-4d02-86f5-666307da1b20'],
      kubescape: ['C-0140'],
    },
  },
  componentChecks('does not verify the certificate of etcd', [
    { of: 'kube-apiserver', flag: 'etcd-cafile', wrong: missing },
  ]),
);
