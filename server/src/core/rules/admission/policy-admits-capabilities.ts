import { names, policyChecks } from '../../families/pod-policy.ts';
import { rule } from '../../rule/rule.ts';

/** The restricted Pod Security Standard allows one capability. */
const NOT_HARMLESS = /^(?!NET_BIND_SERVICE$)/;

export default rule(
  {
    id: 'admission/policy-admits-capabilities',
    title: 'Policy that admits capabilities',
    why: 'Pods under this policy may add capabilities, which are parts of the power of root. With some of them, such as `SYS_ADMIN`, an attacker takes over the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.9'],
      cwe: ['CWE-250'],
      checkov: ['~CKV_K8S_24'],
      kics: ['7307579a-3abb-46ad-9ce5-2a915634d5c8'],
      kubescape: ['C-0219'],
    },
  },
  policyChecks('add capabilities', [
    { of: 'SecurityContextConstraints', path: ['allowedCapabilities'], admits: names(NOT_HARMLESS) },
    { of: 'PodSecurityPolicy', path: ['spec', 'allowedCapabilities'], admits: names(NOT_HARMLESS) },
  ]),
);
