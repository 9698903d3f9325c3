import { missingLimit } from '../../checks/missing-limit.ts';
import { limitFix } from '../../fixes/limit.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-memory-limit',
    title: 'Memory limit missing',
    why: 'Without a limit one container can use all memory of its host, through a leak or because an attacker sends the right requests. The kernel then kills processes of its own choice, and other services on the host fail too.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    setting: 'memoryLimit',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'denial-of-service'],
    refs: {
      cisDocker: ['5.11'],
      nist800190: ['4.4.3'],
      owaspDocker: ['7'],
      cwe: ['CWE-770'],
      trivy: ['KSV-0018'],
      checkov: ['CKV_K8S_13'],
      'kube-linter': ['~unset-memory-requirements'],
      polaris: ['memoryLimitsMissing'],
      kubescape: ['C-0271', '~C-0004', 'resources-memory-limits', '~resources-memory-limit-and-request', '~C-0009'],
      datree: ['CONTAINERS_MISSING_MEMORY_LIMIT_KEY'],
      kics: ['b14d1bc4-a208-45db-92f0-e21f8e2588e9', 'bb9ac4f7-e13b-423d-a010-c74a1bfbe492'],
      'sonar-iac': ['S6864'],
      kubesec: ['LimitsMemory'],
      'kube-score': ['~container-resources'],
      gatekeeper: ['~K8sContainerLimits', '~K8sRequiredResources'],
    },
  },
  {
    container: (container, ctx) => missingLimit(container, 'memory', ctx, () => limitFix(ctx, container, 'memory')),
  },
);
