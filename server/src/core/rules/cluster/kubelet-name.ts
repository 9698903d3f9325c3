import { componentChecks, written } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-name',
    title: 'Kubelet with another name',
    why: 'Certificates and roles name the node. With another name they no longer fit, and a node may pass for another one.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.7'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0086'],
      checkov: ['CKV_K8S_146'],
      kics: ['bf36b900-b5ef-4828-adb7-70eb543b7cfb'],
      kubescape: ['C-0179'],
    },
  },
  componentChecks('goes by another name than its node', [
    { of: 'kubelet', flag: 'hostname-override', wrong: written, profile: 'audit' },
  ]),
);
