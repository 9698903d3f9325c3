import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/token-creation',
    title: 'Role creates tokens of accounts',
    why: 'A subject that may create `serviceaccounts/token` gets a token of any account in reach, and acts as that account. No pod and no Secret is needed.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.13'],
      cwe: ['CWE-269'],
      kubescape: ['C-0282', 'rule-can-create-service-account-token'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['issueTokens'], 'create tokens of accounts'),
  },
);
