import { componentChecks, unless, when } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/anonymous-requests',
    title: 'Requests without a token',
    why: 'A caller without a token is `system:anonymous`, and what that user may do depends on every role of the cluster. At the kubelet, whose authorization is often open, it runs commands in all pods of the node. Attackers scan the internet for both ports.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.1', '4.2.1'],
      cwe: ['CWE-1188'],
      trivy: ['~KCV-0001', '~KCV-0079'],
      checkov: ['~CKV_K8S_68', '~CKV_K8S_138'],
      kics: ['1de5cc51-f376-4638-a940-20f2e85ae238'],
      kubescape: ['C-0113', '~C-0172', '~C-0069'],
    },
  },
  componentChecks('answers requests without a token', [
    {
      of: 'kube-apiserver',
      flag: 'anonymous-auth',
      field: 'anonymous.enabled',
      wrong: unless('false'),
      good: 'false',
    },
    { of: 'kubelet', flag: 'anonymous-auth', wrong: unless('false'), good: 'false' },
    {
      of: 'kubelet',
      flag: 'anonymous-auth',
      field: 'authentication.anonymous.enabled',
      wrong: when('true'),
      good: 'false',
      profile: 'default',
    },
  ]),
);
