import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-authority',
    title: 'Certificates of kubelets are not verified',
    why: 'Without an authority the API server takes any certificate for a kubelet’s. An attacker between the two reads and changes what runs in the pods.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.5'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0006'],
      checkov: ['CKV_K8S_73'],
      kics: ['ec18a0d3-0069-4a58-a7fb-fbfe0b4bbbe0'],
      kubescape: ['C-0117'],
    },
  },
  componentChecks('does not verify the certificates of kubelets', [
    { of: 'kube-apiserver', flag: 'kubelet-certificate-authority', wrong: missing },
  ]),
);
