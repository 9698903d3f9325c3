import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/config-map-change',
    title: 'Role changes ConfigMaps',
    why: 'Programs take their settings from ConfigMaps: the address of a database, the rules of a proxy. In `kube-system` the ConfigMap `coredns` decides which address a name has, and on EKS `aws-auth` decides who is an administrator.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-732'],
      trivy: ['KSV-0049', 'KSV-0115'],
      kubescape: ['C-0037', 'rule-can-update-configmap-v1'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['changeConfigMaps', 'changeClusterSettings'], 'change ConfigMaps'),
  },
);
