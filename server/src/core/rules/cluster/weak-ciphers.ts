import { componentChecks, type Wrong } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

/** Ciphers without known weaknesses. Source: CIS Kubernetes Benchmark 1.11, 1.2.29 and 4.2.12; IANA TLS parameters. */
const STRONG =
  /^TLS_(?:AES_(?:128|256)_GCM_SHA\d+|CHACHA20_POLY1305_SHA256|ECDHE_(?:ECDSA|RSA)_WITH_(?:AES_(?:128|256)_GCM_SHA\d+|CHACHA20_POLY1305(?:_SHA256)?))$/;
const weak: Wrong = (value) => value === undefined || value.split(',').some((cipher) => !STRONG.test(cipher.trim()));

export default rule(
  {
    id: 'cluster/weak-ciphers',
    title: 'Weak ciphers',
    why: 'Old ciphers (RC4, 3DES, CBC, key exchange by RSA) let an attacker who records the traffic read it later, or change it. The default of Go changes with each version; a list fixes what is allowed.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.29', '4.2.12'],
      cwe: ['CWE-327'],
      trivy: ['~KCV-0092'],
      checkov: ['CKV_K8S_105', '~CKV_K8S_151'],
      kics: ['510d5810-9a30-443a-817d-5c1fa527b110'],
      kubescape: ['~C-0143', 'C-0277', '~C-0184'],
    },
  },
  componentChecks('allows ciphers with known weaknesses', [
    { of: 'kube-apiserver', flag: 'tls-cipher-suites', wrong: weak },
    { of: 'kubelet', flag: 'tls-cipher-suites', field: 'tlsCipherSuites', wrong: weak },
  ]),
);
