import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/role-authorization',
    title: 'Roles are not enforced',
    why: 'Without `RBAC` among the modes, Roles and ClusterRoles have no effect. What accounts may do is then decided by something that no manifest shows, or by nothing.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.8'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0009'],
      checkov: ['CKV_K8S_77'],
      kics: ['1aa4a1ae-5dbb-48a1-9aa2-630ea4be208e'],
      kubescape: ['C-0120', '~C-0088'],
    },
  },
  componentChecks('does not enforce roles', [
    { of: 'kube-apiserver', flag: 'authorization-mode', wrong: lacks('RBAC') },
  ]),
);
