import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/secret-access',
    title: 'Role reads Secrets',
    why: 'Secrets hold passwords, keys and the tokens of other accounts. An attacker who takes over one subject of the role reads all of them with one request: `list` returns every value, not only the names. With the token of a more powerful account the attacker goes on.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.2'],
      cwe: ['CWE-522'],
      trivy: ['~KSV-0041', '~KSV-0113'],
      checkov: ['~CKV2_K8S_5'],
      kics: ['b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14', '~056ac60e-fe07-4acc-9b34-8e1d51716ab9'],
      'kube-linter': ['access-to-secrets'],
      kubescape: ['C-0015', 'C-0186', 'rule-can-list-get-secrets-v1'],
      kyverno: ['restrict-secret-role-verbs'],
      datree: ['CIS_INVALID_VERB_SECRETS'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['readSecrets'], 'read Secrets'),
  },
);
