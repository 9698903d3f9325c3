import { unbounded } from '../../checks/namespace-bounds.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-limit-range',
    title: 'Namespace without LimitRange',
    why: 'A LimitRange gives containers without limits some. Without it one container takes all the memory of its node, and the kernel stops others.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    setting: 'memoryLimit',
    since: '0.1.0',
    tags: ['kubernetes', 'cross-file', 'denial-of-service'],
    refs: {
      nsa: ['Resource policies'],
      nist800190: ['4.3.4'],
      cwe: ['CWE-770'],
      kyverno: ['~add-ns-quota'],
      trivy: ['~KSV-0039'],
      kics: ['4a20ebac-1060-4c81-95d1-1f7f620e983b'],
    },
  },
  {
    workload: (workload, ctx) => unbounded(workload, 'limit-range', 'LimitRange', ctx.workspace),
  },
);
