import { componentChecks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/dead-pods',
    title: 'Dead pods are kept',
    why: 'Pods that ended are kept until their number reaches a limit, 12,500 by default or none with 0. An account that may create Jobs fills etcd with them.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.1'],
      cwe: ['CWE-1188'],
      trivy: ['~KCV-0033'],
      checkov: ['~CKV_K8S_106'],
      kics: ['49113af4-29ca-458e-b8d4-724c01a4a24f'],
      kubescape: ['~C-0144'],
    },
  },
  componentChecks('keeps any number of dead pods', [
    {
      of: 'kube-controller-manager',
      flag: 'terminated-pod-gc-threshold',
      // Without the flag 12,500: kubernetes/kubernetes, `pkg/controller/podgc/config/v1alpha1/defaults.go`, read 2026-11-30.
      wrong: (value) => value !== undefined && (Number(value) <= 0 || Number(value) > 12_500),
    },
  ]),
);
