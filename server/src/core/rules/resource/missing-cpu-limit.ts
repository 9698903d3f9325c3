import { missingLimit } from '../../checks/missing-limit.ts';
import { limitFix } from '../../fixes/limit.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'resource/missing-cpu-limit',
    title: 'CPU limit missing',
    why: 'Without a limit, a container that mines coins for an attacker or works on a crafted request takes all processors of its host. A limit also slows down harmless load, and not every team wants one, so only the strict profile reports this.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    group: 'hardening',
    setting: 'cpuLimit',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'denial-of-service'],
    refs: {
      cisDocker: ['5.12'],
      nist800190: ['4.4.3'],
      owaspDocker: ['7'],
      cwe: ['CWE-770'],
      trivy: ['KSV-0011'],
      checkov: ['CKV_K8S_11'],
      'kube-linter': ['~unset-cpu-requirements'],
      polaris: ['cpuLimitsMissing'],
      kubescape: ['~C-0009', 'C-0270', '~C-0050', 'resources-cpu-limits', '~resources-cpu-limit-and-request'],
      datree: ['CONTAINERS_MISSING_CPU_LIMIT_KEY'],
      kics: ['6b610c50-99fb-4ef0-a5f3-e312fd945bc3', '4ac0e2b7-d2d2-4af7-8799-e8de6721ccda'],
      'sonar-iac': ['S6869'],
      kubesec: ['LimitsCPU'],
      gatekeeper: ['~K8sContainerLimits', '~K8sRequiredResources'],
    },
  },
  {
    container: (container, ctx) => missingLimit(container, 'cpu', ctx, () => limitFix(ctx, container, 'cpu')),
  },
);
