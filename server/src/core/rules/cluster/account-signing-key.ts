import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/account-signing-key',
    title: 'No key to sign tokens',
    why: 'Without the key the controller makes no tokens for accounts, or the API server’s own key is used for two purposes.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.4'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0036'],
      checkov: ['CKV_K8S_110'],
      kics: ['ccc98ff7-68a7-436e-9218-185cb0b0b780'],
      kubescape: ['C-0147'],
    },
  },
  componentChecks('has no key of its own to sign tokens of accounts', [
    { of: 'kube-controller-manager', flag: 'service-account-private-key-file', wrong: missing },
  ]),
);
