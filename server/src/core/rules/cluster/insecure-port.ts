import { componentChecks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/insecure-port',
    title: 'Port without authentication',
    why: 'Requests to this port skip authentication, roles and TLS: anyone who reaches it is an administrator. Kubernetes removed it in 1.24; older API servers still open it.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cwe: ['CWE-1188'],
      checkov: ['CKV_K8S_88'],
      kics: ['fa4def8c-1898-4a35-a139-7b76b1acdef0'],
      kubescape: ['~C-0005', 'insecure-port-flag'],
    },
  },
  componentChecks('opens a port without authentication', [
    {
      of: 'kube-apiserver',
      flag: 'insecure-port',
      wrong: (value) => value !== undefined && value !== '0',
      good: '0',
      profile: 'default',
    },
  ]),
);
