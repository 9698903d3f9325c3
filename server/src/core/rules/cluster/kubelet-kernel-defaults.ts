import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-kernel-defaults',
    title: 'Kubelet changes the kernel',
    why: 'The kubelet overwrites kernel settings that differ from what it expects, also those that were hardened. With the switch it stops and says so.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      trivy: ['KCV-0083'],
      checkov: ['CKV_K8S_144'],
      kics: ['6cf42c97-facd-4fda-b8af-ea4529123355'],
      kubescape: ['C-0177'],
    },
  },
  componentChecks('changes settings of the kernel that it does not like', [
    {
      of: 'kubelet',
      flag: 'protect-kernel-defaults',
      field: 'protectKernelDefaults',
      wrong: unless('true'),
      good: 'true',
    },
  ]),
);
