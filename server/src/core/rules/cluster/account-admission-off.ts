import { componentChecks, lists } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/account-admission-off',
    title: 'Accounts are not checked at admission',
    why: 'The admission plugin `ServiceAccount` gives each pod its account and refuses accounts that do not exist. Without it pods run without one, and rules about accounts have no effect.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.12'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0014'],
      checkov: ['CKV_K8S_82'],
      kics: ['9587c890-0524-40c2-9ce2-663af7c2f063'],
      kubescape: ['C-0125'],
    },
  },
  componentChecks('does not check the accounts of pods', [
    { of: 'kube-apiserver', flag: 'disable-admission-plugins', wrong: lists('ServiceAccount') },
  ]),
);
