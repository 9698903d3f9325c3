import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/secure-port-off',
    title: 'Port with TLS is off',
    why: 'With port 0 the API server serves only the port without authentication, if any. No client can verify that it speaks with the cluster.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      trivy: ['KCV-0017'],
      checkov: ['CKV_K8S_89'],
      kics: ['3d24b204-b73d-42cb-b0bf-1a5438c5f71e'],
      kubescape: ['C-0128'],
    },
  },
  componentChecks('has no port with TLS', [
    { of: 'kube-apiserver', flag: 'secure-port', wrong: when('0'), good: '6443', profile: 'default' },
  ]),
);
