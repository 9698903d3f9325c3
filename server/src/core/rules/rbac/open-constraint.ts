import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/open-constraint',
    title: 'Role starts pods without OpenShift’s restrictions',
    why: 'On OpenShift a security context constraint decides what a pod may do. With `anyuid` the pods of the account run as root, with `privileged` and the host’s constraints they control their node. An attacker who breaks into one of them goes on to the others on the node.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-250'], kyverno: ['~disallow-security-context-constraint-anyuid'] },
  },
  {
    'object:Role': (role) =>
      permissions(role, ['useOpenConstraints', 'useAnyConstraint'], 'use open security context constraints'),
  },
);
