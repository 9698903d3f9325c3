import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/controller-credentials',
    title: 'Controllers share one account',
    why: 'With an account for each controller, a flaw in one gives an attacker the rights of that one. With a shared one it gives the rights of all, which are nearly those of an administrator.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.3'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0035'],
      checkov: ['CKV_K8S_108'],
      kics: ['1acd93f1-5a37-45c0-aaac-82ece818be7d'],
      kubescape: ['C-0146'],
    },
  },
  componentChecks('runs all controllers with one account', [
    { of: 'kube-controller-manager', flag: 'use-service-account-credentials', wrong: unless('true'), good: 'true' },
  ]),
);
