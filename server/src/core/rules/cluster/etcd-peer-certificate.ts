import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-peer-certificate',
    title: 'etcd members speak without TLS',
    why: 'The members copy everything to each other, Secrets among them. Without a certificate it travels in plain text.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.4'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0045'],
      checkov: ['CKV_K8S_119'],
      kics: ['09bb9e96-8da3-4736-b89a-b36814acca60'],
      kubescape: ['C-0156'],
    },
  },
  componentChecks('speaks with other members without TLS', [
    { of: 'etcd', flag: 'peer-cert-file', wrong: missing },
    { of: 'etcd', flag: 'peer-key-file', wrong: missing },
  ]),
);
