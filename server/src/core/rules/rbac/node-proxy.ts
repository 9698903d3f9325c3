import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/node-proxy',
    title: 'Role calls the kubelets',
    why: '`nodes/proxy` leads to the API of every kubelet: it runs commands in all pods of the node, past admission and the audit log. Even `get` is enough, because such commands begin as a GET request.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.10'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0047'],
      checkov: ['~CKV2_K8S_2'],
      kubescape: ['C-0279', 'rule-can-access-proxy-subresource'],
      kyverno: ['restrict-clusterrole-nodesproxy'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['reachNodes'], 'call the kubelets'),
  },
);
