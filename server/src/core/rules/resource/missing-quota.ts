import { unbounded } from '../../checks/namespace-bounds.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-quota',
    title: 'Namespace without ResourceQuota',
    why: 'Without a quota one namespace can take the memory, the processors and the disks of the whole cluster. An attacker who may create pods in it, or a program that starts too many, stops all others.',
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
      trivy: ['~KSV-0040'],
      kics: ['48a5beba-e4c0-4584-a2aa-e6894e4cf424'],
    },
  },
  {
    workload: (workload, ctx) => unbounded(workload, 'resource-quota', 'ResourceQuota', ctx.workspace),
  },
);
