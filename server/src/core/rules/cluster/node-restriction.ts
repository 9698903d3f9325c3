import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/node-restriction',
    title: 'Kubelets may change other nodes',
    why: 'With the admission plugin `NodeRestriction` a kubelet changes only its own node and the pods on it. Without it an attacker on one node marks others, and draws pods with more rights to itself.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.14'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0016'],
      checkov: ['CKV_K8S_85'],
      kics: ['33fc6923-6553-4fe6-9d3a-4efa51eb874b'],
      kubescape: ['C-0127'],
    },
  },
  componentChecks('lets kubelets change other nodes and their pods', [
    { of: 'kube-apiserver', flag: 'enable-admission-plugins', wrong: lacks('NodeRestriction') },
  ]),
);
