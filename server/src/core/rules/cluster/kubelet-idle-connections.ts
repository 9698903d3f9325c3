import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-idle-connections',
    title: 'Connections to pods never end',
    why: 'A forgotten shell or port forwarding stays open. Anyone who gets to its other end is in the pod. With 0 it never ends; the default is four hours.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.5'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0085'],
      checkov: ['CKV_K8S_143'],
      kics: ['ed89b97d-04e9-4fd4-919f-ee5b27e555e9'],
      kubescape: ['C-0176'],
    },
  },
  componentChecks('keeps idle connections to pods for ever', [
    {
      of: 'kubelet',
      // Not the field: there 0 means the default of 4 hours. Source: kubernetes, `pkg/kubelet/apis/config/v1beta1/defaults.go`, read 2026-12-01.
      flag: 'streaming-connection-idle-timeout',
      wrong: when('0', '0s', '0m', '0h'),
      good: '5m',
    },
  ]),
);
