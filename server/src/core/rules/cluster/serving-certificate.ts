import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/serving-certificate',
    title: 'No certificate of its own',
    why: 'A certificate that the program makes itself is signed by nobody. Clients must skip its verification, and do not notice an attacker in between.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.24', '4.2.9'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0027', '~KCV-0088', '~KCV-0089'],
      checkov: ['CKV_K8S_100', 'CKV_K8S_148'],
      kics: ['fa750c81-93c2-4fab-9c6d-d3fd3ce3b89f'],
      kubescape: ['C-0138', '~C-0181'],
    },
  },
  componentChecks('serves a certificate that it made itself', [
    { of: 'kube-apiserver', flag: 'tls-cert-file', wrong: missing },
    { of: 'kube-apiserver', flag: 'tls-private-key-file', wrong: missing },
    { of: 'kubelet', flag: 'tls-cert-file', field: 'tlsCertFile', wrong: missing },
    { of: 'kubelet', flag: 'tls-private-key-file', field: 'tlsPrivateKeyFile', wrong: missing },
  ]),
);
