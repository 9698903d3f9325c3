import { componentChecks, written } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/static-tokens',
    title: 'Tokens in a file',
    why: 'The tokens stand in plain text in a file, never end, and change only with a restart of the API server. Anyone who reads the file once, in a backup for instance, has the access of its users for good.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.2'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0002'],
      checkov: ['CKV_K8S_70'],
      kics: ['32ecd76e-7bbf-402e-bf48-8b9485749558'],
      kubescape: ['C-0114'],
    },
  },
  componentChecks('takes tokens from a file', [
    { of: 'kube-apiserver', flag: 'token-auth-file', wrong: written, profile: 'default' },
  ]),
);
