import { isTrue, type PolicyField, policyChecks } from '../../families/pod-policy.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/policy-admits-host',
    title: 'Policy that admits the namespaces of the host',
    why: 'Pods under this policy may see the processes, the network or the memory of their node. An attacker in one of them reads what other pods send.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.3', '5.2.4', '5.2.5'],
      cwe: ['CWE-250'],
      checkov: ['~CKV_K8S_1', '~CKV_K8S_3', '~CKV_K8S_4'],
      kics: [
        '91dacd0e-d189-4a9c-8272-5999a3cc32d9',
        '80f93444-b240-4ebb-a4c6-5c40b76c04ea',
        'a33e9173-b674-4dfb-9d82-cf3754816e4b',
      ],
      kubescape: ['~C-0214', '~C-0215', '~C-0216'],
    },
  },
  policyChecks('use the host', [
    ...['HostNetwork', 'HostPID', 'HostIPC'].map(
      (name): PolicyField => ({
        of: 'SecurityContextConstraints',
        path: [`allow${name}`],
        admits: isTrue,
        good: 'false',
      }),
    ),
    ...['hostNetwork', 'hostPID', 'hostIPC'].map(
      (name): PolicyField => ({ of: 'PodSecurityPolicy', path: ['spec', name], admits: isTrue, good: 'false' }),
    ),
  ]),
);
