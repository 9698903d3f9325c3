import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/plain-kubelet-connections',
    title: 'Plain connections to kubelets',
    why: 'Commands and logs of all pods travel in plain text. Anyone on the network between reads and changes them. Kubernetes removed the flag in 1.23.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      trivy: ['KCV-0004'],
      checkov: ['CKV_K8S_71'],
      kics: ['cdc8b54e-6b16-4538-a1b0-35849dbe29cf'],
    },
  },
  componentChecks('calls kubelets without TLS', [
    { of: 'kube-apiserver', flag: 'kubelet-https', wrong: when('false'), good: 'true', profile: 'default' },
  ]),
);
