import { componentChecks, written } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/insecure-address',
    title: 'Address without authentication',
    why: 'Requests to this address skip authentication, roles and TLS: anyone who reaches it is an administrator. Kubernetes removed the flag in 1.24.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      checkov: ['CKV_K8S_86'],
      kics: ['b9380fd3-5ffe-4d10-9290-13e18e71eee1'],
    },
  },
  componentChecks('opens an address without authentication', [
    { of: 'kube-apiserver', flag: 'insecure-bind-address', wrong: written, profile: 'default' },
  ]),
);
