import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-packet-filter',
    title: 'Kubelet does not keep packet filter rules',
    why: 'The kubelet adds rules that drop packets which claim to come from the node. Without them a pod can pretend to be the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.6'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0084'],
      checkov: ['CKV_K8S_145'],
      kics: ['5f89001f-6dd9-49ff-9b15-d8cd71b617f4'],
      kubescape: ['C-0178'],
    },
  },
  componentChecks('does not keep the rules of the packet filter', [
    {
      of: 'kubelet',
      flag: 'make-iptables-util-chains',
      field: 'makeIPTablesUtilChains',
      wrong: when('false'),
      good: 'true',
    },
  ]),
);
