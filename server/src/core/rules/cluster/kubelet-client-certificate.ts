import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-client-certificate',
    title: 'No certificate for kubelets',
    why: 'Without a certificate the API server is an anonymous caller for the kubelet, which must then answer anonymous callers: anyone who reaches its port.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.4'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0005'],
      checkov: ['CKV_K8S_72'],
      kics: ['36a27826-1bf5-49da-aeb0-a60a30c0e834'],
      kubescape: ['C-0116'],
    },
  },
  componentChecks('calls kubelets without a certificate of its own', [
    { of: 'kube-apiserver', flag: 'kubelet-client-certificate', wrong: missing },
    { of: 'kube-apiserver', flag: 'kubelet-client-key', wrong: missing },
  ]),
);
