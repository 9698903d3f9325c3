import { componentChecks, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/every-request-allowed',
    title: 'Every request is allowed',
    why: '`AlwaysAllow` switches roles off: every caller with a token, every pod among them, may do everything. It is also what the API server does if the flag is missing.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.6', '4.2.2'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0007', 'KCV-0080'],
      checkov: ['CKV_K8S_74', 'CKV_K8S_139'],
      kics: ['f1f4d8da-1ac4-47d0-b1aa-91e69d33f7d5'],
      kubescape: ['C-0118', 'C-0173'],
    },
  },
  componentChecks('may allow every request', [
    {
      of: 'kube-apiserver',
      flag: 'authorization-mode',
      wrong: (value) => value === undefined || value.split(',').includes('AlwaysAllow'),
      good: 'Node,RBAC',
      profile: 'default',
    },
    {
      of: 'kubelet',
      flag: 'authorization-mode',
      wrong: (value) => value === undefined || value.split(',').includes('AlwaysAllow'),
      good: 'Webhook',
      profile: 'default',
    },
    {
      of: 'kubelet',
      flag: 'authorization-mode',
      field: 'authorization.mode',
      wrong: when('AlwaysAllow'),
      good: 'Webhook',
      profile: 'default',
    },
  ]),
);
