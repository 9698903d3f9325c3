import { names, policyChecks } from '../../families/pod-policy.ts';
import { rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

const beginsAtRoot = (ranges: Found): boolean => ranges.items().some((range) => range.get('min').text === '0');

export default rule(
  {
    id: 'admission/policy-admits-root',
    title: 'Policy that admits root',
    why: 'Pods under this policy may run as root. An attacker who breaks out of such a container is root on the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.7'],
      cwe: ['CWE-250'],
      checkov: ['CKV_K8S_6'],
      kics: ['e3aa0612-4351-4a0d-983f-aefea25cf203'],
      kubescape: ['C-0218'],
    },
  },
  policyChecks('run as root', [
    { of: 'SecurityContextConstraints', path: ['runAsUser', 'type'], admits: names(/^RunAsAny$/) },
    { of: 'PodSecurityPolicy', path: ['spec', 'runAsUser', 'rule'], admits: names(/^RunAsAny$/) },
    { of: 'PodSecurityPolicy', path: ['spec', 'runAsUser', 'ranges'], admits: beginsAtRoot },
  ]),
);
