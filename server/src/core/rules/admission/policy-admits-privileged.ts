import { isTrue, policyChecks } from '../../families/pod-policy.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/policy-admits-privileged',
    title: 'Policy that admits privileged pods',
    why: 'Whoever may create pods under this policy may create a privileged one, and such a pod controls its node. A policy is chosen by the account of the pod, so one careless binding is enough.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.2'],
      cwe: ['CWE-250'],
      'kube-linter': ['scc-deny-privileged-container'],
      checkov: ['CKV_K8S_2'],
      kics: ['c48e57d3-d642-4e0b-90db-37f807b41b91'],
      kubescape: ['C-0213'],
    },
  },
  policyChecks('run privileged', [
    { of: 'SecurityContextConstraints', path: ['allowPrivilegedContainer'], admits: isTrue, good: 'false' },
    { of: 'PodSecurityPolicy', path: ['spec', 'privileged'], admits: isTrue, good: 'false' },
  ]),
);
