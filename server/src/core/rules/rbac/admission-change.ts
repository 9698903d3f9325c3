import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/admission-change',
    title: 'Role changes admission',
    why: 'Webhooks and admission policies see every object before it is stored, and may change it. An attacker who writes one reads all Secrets that are created, adds a container to every pod, or switches the cluster’s own policies off.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.12'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0114'],
      checkov: ['CKV_K8S_155'],
      kubescape: ['C-0281', 'rule-can-modify-admission-webhooks'],
      kyverno: ['restrict-clusterrole-mutating-validating-admission-webhooks'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['changeAdmission'], 'change what the cluster admits'),
  },
);
