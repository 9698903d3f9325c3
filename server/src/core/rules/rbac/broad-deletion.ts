import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/broad-deletion',
    title: 'Role deletes workloads',
    why: 'A subject that may delete Deployments, Secrets or Services of a whole namespace stops what runs there. An attacker does it for ransom or to hide traces.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-732'],
      kubescape: ['C-0007', 'rule-excessive-delete-rights-v1'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['deleteWorkloads'], 'delete workloads and what they need'),
  },
);
