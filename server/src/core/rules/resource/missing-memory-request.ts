import { missingRequest } from '../../checks/missing-request.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-memory-request',
    title: 'Memory request missing',
    why: 'The scheduler places pods by their requests. Without one the pod may land on a node that has no memory left, and is the first to be killed there. An attacker who makes another pod of the node take memory stops this one.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'memoryLimit',
    since: '0.1.0',
    tags: ['kubernetes', 'denial-of-service'],
    refs: {
      cwe: ['CWE-770'],
      trivy: ['KSV-0016'],
      checkov: ['CKV_K8S_12'],
      kics: ['229588ef-8fde-40c8-8756-f4f2b5825ded'],
      polaris: ['memoryRequestsMissing'],
      kubescape: ['C-0269'],
      kyverno: ['~require-requests-limits'],
      datree: ['CONTAINERS_MISSING_MEMORY_REQUEST_KEY'],
      gatekeeper: ['~K8sContainerRequests'],
      kubesec: ['RequestsMemory'],
      'sonar-iac': ['S6873'],
    },
  },
  { container: (container, ctx) => missingRequest(container, 'memory', ctx) },
);
