import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/certificate-approval',
    title: 'Role approves certificates',
    why: 'Who approves a CertificateSigningRequest decides who the bearer of the certificate is. An attacker asks for one with the name of a node or of an administrator, approves it, and has an access that lasts for a year and cannot be withdrawn.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.11'],
      cwe: ['CWE-269'],
      checkov: ['CKV_K8S_156'],
      kubescape: ['C-0280', 'rule-can-approve-cert-signing-request'],
      kyverno: ['restrict-clusterrole-csr'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['approveCertificates'], 'approve certificates of the cluster'),
  },
);
