import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/role-escalation',
    title: 'Role gives more rights than it has',
    why: 'The API server lets nobody write a role with more rights than they have themselves. The verbs `escalate` and `bind` switch this off: a subject with them gives itself `cluster-admin`.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.8'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0050'],
      checkov: ['~CKV_K8S_157', 'CKV_K8S_158'],
      kics: ['8320826e-7a9c-4b0b-9535-578333193432'],
      kubescape: ['~C-0191', 'rule-can-bind-escalate'],
      kyverno: ['restrict-escalation-verbs-roles'],
      datree: ['~CIS_INVALID_VALUE_BIND_IMPERSONATE_ESCALATE'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['escalateRoles'], 'give more rights than it has'),
  },
);
