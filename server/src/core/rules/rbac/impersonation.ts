import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/impersonation',
    title: 'Role acts as others',
    why: 'With `impersonate` a subject sends requests in the name of any user, group or account that the rule covers. In the name of the group `system:masters` it may do everything, and the audit log shows the other name.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.8'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0043'],
      checkov: ['CKV2_K8S_3'],
      kics: ['9f85c3f6-26fd-4007-938a-2e0cb0100980'],
      kubescape: ['C-0065', '~C-0191', 'rule-can-impersonate-users-groups-v1'],
      kyverno: ['~restrict-escalation-verbs-roles'],
      datree: ['~CIS_INVALID_VALUE_BIND_IMPERSONATE_ESCALATE'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['impersonate'], 'act as others'),
  },
);
