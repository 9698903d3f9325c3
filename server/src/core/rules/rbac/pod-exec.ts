import { permissions } from '../../families/role-permission.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'rbac/pod-exec',
    title: 'Role runs commands in pods',
    why: '`exec` and `attach` give a shell in a running program, with its files, its Secrets and its account; an ephemeral container is started beside it and sees its processes. An attacker moves from one pod to all others without a trace in the images.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-269'],
      trivy: ['KSV-0053', 'KSV-0054'],
      checkov: ['~CKV2_K8S_2'],
      kics: ['c589f42c-7924-4871-aee2-1cede9bc7cbc', 'd45330fd-f58d-45fb-a682-6481477a0f84'],
      kubescape: ['C-0002', 'exec-into-container-v1'],
      polaris: [
        'clusterrolePodExecAttach',
        'rolePodExecAttach',
        '~clusterrolebindingPodExecAttach',
        '~rolebindingClusterRolePodExecAttach',
        '~rolebindingRolePodExecAttach',
      ],
      'sonar-iac': ['S6868'],
    },
  },
  {
    'object:Role': (role) => permissions(role, ['runInPods', 'debugPods'], 'run commands in pods'),
  },
);
