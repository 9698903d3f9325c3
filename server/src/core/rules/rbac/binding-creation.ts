import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/binding-creation',
    title: 'Role binds roles',
    why: 'A subject that may write bindings hands the rights that it has to any other account, and with the verb `bind` also those that it has not. An attacker uses it to stay: a binding for an account of their own outlives the program that was broken into.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.1'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0051', 'KSV-0052', 'KSV-0055', '~KSV-0050'],
      checkov: ['CKV2_K8S_1', '~CKV_K8S_157'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['bindRoles'], 'bind roles'),
  },
);
