import { componentChecks, written } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/password-file',
    title: 'Passwords in a file',
    why: 'The passwords stand in plain text in a file and travel with every request. Kubernetes removed the flag in 1.19: an API server that still has it is out of support for years.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      checkov: ['CKV_K8S_69'],
      kics: ['5da47109-f8d6-4585-9e2b-96a8958a12f5'],
    },
  },
  componentChecks('takes passwords from a file', [
    { of: 'kube-apiserver', flag: 'basic-auth-file', wrong: written, profile: 'default' },
  ]),
);
