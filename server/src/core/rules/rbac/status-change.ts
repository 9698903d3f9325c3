import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/status-change',
    title: 'Role changes the status of objects',
    why: 'The status of a Service names the addresses that nodes answer for: an attacker who writes it takes over traffic to any address (CVE-2020-8554). The status of a node or pod decides where pods are started and which of them get requests.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-283'],
      checkov: ['~CKV2_K8S_4'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['changeStatus'], 'change the status of Services, nodes or pods'),
  },
);
