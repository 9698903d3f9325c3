import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/workload-creation',
    title: 'Role starts pods',
    why: 'Who starts a pod chooses its account, mounts any Secret of the namespace, and, where no admission policy refuses it, the file system of the node. An attacker with this permission gets everything that the namespace holds, and often the node.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cisKubernetes: ['5.1.4'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0048'],
      kics: ['592ad21d-ad9b-46c6-8d2d-fad09d62a942'],
      'kube-linter': ['access-to-create-pods'],
      kubescape: ['C-0188', 'rule-can-create-pod'],
      datree: ['CIS_INVALID_VALUE_CREATE_POD'],
    },
  },
  {
    'object:Role': (role) =>
      permissions(role, ['createPods', 'createWorkloads', 'changePods'], (granted) =>
        granted.every((power) => power === 'changePods') ? 'change the images of pods' : 'start pods',
      ),
  },
);
