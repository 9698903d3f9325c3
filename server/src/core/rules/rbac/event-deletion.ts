import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/event-deletion',
    title: 'Role deletes events',
    why: 'Events show which pods were started and what failed. An attacker deletes them to hide what was done.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-778'],
      trivy: ['KSV-0042'],
      kubescape: ['C-0031', 'rule-can-delete-k8s-events-v1'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['deleteEvents'], 'delete events'),
  },
);
