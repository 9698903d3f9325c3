import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/account-key',
    title: 'No key of its own for tokens',
    why: 'Without a key of its own the API server uses the private key of its certificate. One key for two purposes cannot be changed for one of them alone.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.22'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0025'],
      checkov: ['CKV_K8S_97'],
      kics: ['dab4ec72-ce2e-4732-b7c3-1757dcce01a1'],
      kubescape: ['C-0136'],
    },
  },
  componentChecks('verifies tokens of accounts with the key of its TLS certificate', [
    { of: 'kube-apiserver', flag: 'service-account-key-file', wrong: missing },
  ]),
);
