import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-certificate-rotation',
    title: 'Kubelet does not renew its certificate',
    why: 'A certificate that is not renewed ends, and the node with it, or lives so long that a stolen one works for years.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.10'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0090'],
      checkov: ['CKV_K8S_149'],
      kics: ['52d70f2e-3257-474c-b3dc-8ad9ba6a061a'],
      kubescape: ['C-0182'],
    },
  },
  componentChecks('does not renew its own certificate', [
    { of: 'kubelet', flag: 'rotate-certificates', field: 'rotateCertificates', wrong: when('false'), good: 'true' },
  ]),
);
