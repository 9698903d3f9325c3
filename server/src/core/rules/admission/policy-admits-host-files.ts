import { isTrue, policyChecks } from '../../families/pod-policy.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

/** Paths may be written to unless each is read-only. */
const isWritable = (paths: Found): boolean =>
  paths.items().some((path) => path.get('readOnly').absent || booleanOf(path.get('readOnly')) === false);

export default rule(
  {
    id: 'admission/policy-admits-host-files',
    title: 'Policy that admits files of the host',
    why: 'Pods under this policy may mount files of their node and write to them. An attacker in one of them puts a key or a job there, and controls the node.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.2.12'],
      cwe: ['CWE-250'],
      kics: ['de4421f1-4e35-43b4-9783-737dd4e4a47e'],
    },
  },
  policyChecks('mount files of the host', [
    { of: 'SecurityContextConstraints', path: ['allowHostDirVolumePlugin'], admits: isTrue, good: 'false' },
    { of: 'PodSecurityPolicy', path: ['spec', 'allowedHostPaths'], admits: isWritable },
  ]),
);
