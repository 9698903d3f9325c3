import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/secret-change',
    title: 'Role changes Secrets',
    why: 'A subject that may create Secrets makes one of type `kubernetes.io/service-account-token` and reads the token of any account of the namespace. One that may change them replaces a password or certificate that other programs trust.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.2'],
      cwe: ['CWE-269'],
      trivy: ['~KSV-0041', '~KSV-0113'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['changeSecrets'], 'change Secrets'),
  },
);
