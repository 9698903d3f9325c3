import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/port-forward',
    title: 'Role connects to the ports of pods',
    why: '`portforward` opens a connection to any port of a pod through the API server, past every NetworkPolicy and Service. An attacker reaches administration pages and databases that listen only inside the pod.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-668'],
      kics: ['38fa11ef-dbcc-4da8-9680-7e1fd855b6fb'],
      kubescape: ['C-0063', 'rule-can-portforward-v1'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['forwardPorts'], 'connect to ports of pods'),
  },
);
