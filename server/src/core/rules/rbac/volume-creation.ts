import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/volume-creation',
    title: 'Role creates PersistentVolumes',
    why: 'A PersistentVolume may be a folder of the node. An attacker who creates one for `/` mounts it in an ordinary pod, which no Pod Security level refuses, and writes to the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.9'],
      cwe: ['CWE-269'],
      kubescape: ['C-0278', 'rule-can-create-pv'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['createVolumes'], 'create PersistentVolumes'),
  },
);
