import { isTrue, policyChecks } from '../../families/pod-policy.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/policy-admits-escalation',
    title: 'Policy that admits privilege escalation',
    why: 'Pods under this policy may start programs that gain rights, such as `sudo`. An attacker who runs as an ordinary user becomes root in the container.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.6'],
      cwe: ['CWE-269'],
      checkov: ['~CKV_K8S_5'],
      kics: ['87554eef-154d-411d-bdce-9dbd91e56851'],
      kubescape: ['C-0217'],
    },
  },
  policyChecks('gain privileges', [
    { of: 'SecurityContextConstraints', path: ['allowPrivilegeEscalation'], admits: isTrue, good: 'false' },
    { of: 'PodSecurityPolicy', path: ['spec', 'allowPrivilegeEscalation'], admits: isTrue, good: 'false' },
  ]),
);
