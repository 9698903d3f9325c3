import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/client-authority',
    title: 'Client certificates are not verified',
    why: 'Without an authority no client can prove itself by a certificate. For the kubelet this leaves anonymous callers: anyone who reaches its port.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.25', '4.2.3'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0028', '~KCV-0081'],
      checkov: ['CKV_K8S_140'],
      kics: ['~e0e00aba-5f1c-4981-a542-9a9563c0ee20'],
      kubescape: ['C-0139', '~C-0174', '~C-0070'],
    },
  },
  componentChecks('does not take client certificates', [
    { of: 'kube-apiserver', flag: 'client-ca-file', wrong: missing },
    { of: 'kubelet', flag: 'client-ca-file', field: 'authentication.x509.clientCAFile', wrong: missing },
  ]),
);
