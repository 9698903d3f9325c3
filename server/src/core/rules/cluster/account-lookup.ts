import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/account-lookup',
    title: 'Tokens of deleted accounts work on',
    why: 'A token is valid until its end, also when the account was deleted because of an attack. With the lookup it ends with the account.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.21'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0024'],
      checkov: ['CKV_K8S_96'],
      kics: ['a5530bd7-225a-48f9-91bb-f40b04200165'],
      kubescape: ['C-0135'],
    },
  },
  componentChecks('does not look whether the account of a token still exists', [
    { of: 'kube-apiserver', flag: 'service-account-lookup', wrong: when('false'), good: 'true' },
  ]),
);
