import { missingRequest } from '../../checks/missing-request.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-cpu-request',
    title: 'CPU request missing',
    why: 'The scheduler places pods by their requests. Without one the pod may land on a node whose processors are taken, and gets the smallest share of them. An attacker who keeps another pod of the node busy slows this one down.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    setting: 'cpuLimit',
    since: '0.1.0',
    tags: ['kubernetes', 'denial-of-service'],
    refs: {
      cwe: ['CWE-770'],
      trivy: ['KSV-0015'],
      checkov: ['CKV_K8S_10'],
      kics: ['ca469dd4-c736-448f-8ac1-30a642705e0a'],
      polaris: ['cpuRequestsMissing'],
      kubescape: ['C-0268'],
      kyverno: ['~require-requests-limits'],
      datree: ['CONTAINERS_MISSING_CPU_REQUEST_KEY'],
      gatekeeper: ['~K8sContainerRequests'],
      kubesec: ['RequestsCPU'],
      'sonar-iac': ['S6892'],
    },
  },
  { container: (container, ctx) => missingRequest(container, 'cpu', ctx) },
);
