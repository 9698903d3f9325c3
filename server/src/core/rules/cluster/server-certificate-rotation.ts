import { componentChecks, lists, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/server-certificate-rotation',
    title: 'Kubelet certificates are not renewed',
    why: 'A certificate that is never renewed must live long, and one that was stolen works as long. With the feature off, kubelets serve certificates that they made themselves.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.6', '4.2.11'],
      cwe: ['CWE-1188'],
      trivy: ['~KCV-0038', '~KCV-0091'],
      checkov: ['~CKV_K8S_112'],
      kics: ['1c621b8e-2c6a-44f5-bd6a-fb0fb7ba33e2'],
      kubescape: ['~C-0149', '~C-0183'],
    },
  },
  componentChecks('does not renew serving certificates of kubelets', [
    { of: 'kube-controller-manager', flag: 'feature-gates', wrong: lists('RotateKubeletServerCertificate=false') },
    { of: 'kubelet', flag: 'feature-gates', wrong: lists('RotateKubeletServerCertificate=false') },
    {
      of: 'kubelet',
      flag: 'feature-gates',
      field: 'featureGates.RotateKubeletServerCertificate',
      wrong: when('false'),
      good: 'true',
    },
  ]),
);
