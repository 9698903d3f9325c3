import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-client-certificate',
    title: 'No certificate for etcd',
    why: 'etcd holds every Secret of the cluster. If the API server needs no certificate, nobody does: anyone who reaches the port reads all of them.',
    severity: 'warning',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.23'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0026'],
      checkov: ['CKV_K8S_99'],
      kics: ['895a5a95-3756-4b04-9924-2f3bc93181bd'],
      kubescape: ['C-0137'],
    },
  },
  componentChecks('calls etcd without a certificate of its own', [
    { of: 'kube-apiserver', flag: 'etcd-certfile', wrong: missing },
    { of: 'kube-apiserver', flag: 'etcd-keyfile', wrong: missing },
  ]),
);
