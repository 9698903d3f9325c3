import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/open-address',
    title: 'Health and metrics on every address',
    why: 'The port serves health and metrics, and profiles where these are on. It is meant for programs of the same node; on every address it is open to all pods.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.3.7', '1.4.2', '4.3.1'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0039', 'KCV-0041'],
      checkov: ['CKV_K8S_113', 'CKV_K8S_115'],
      kics: ['46a2e9ec-6a5f-4faa-9d39-4ea44d5d87a2'],
      kubescape: ['C-0150', 'C-0152', '~C-0291'],
    },
  },
  componentChecks(
    'answers on every address of the node',
    [
      {
        of: 'kube-controller-manager',
        flag: 'bind-address',
        wrong: unless('127.0.0.1', '::1', 'localhost'),
        good: '127.0.0.1',
      },
      { of: 'kube-scheduler', flag: 'bind-address', wrong: unless('127.0.0.1', '::1', 'localhost'), good: '127.0.0.1' },
      {
        of: 'kube-proxy',
        flag: 'metrics-bind-address',
        field: 'metricsBindAddress',
        wrong: (value) => value?.startsWith('0.0.0.0') === true || value?.startsWith('[::]') === true,
        good: '127.0.0.1:10249',
      },
    ],
    'answers on every address of its pod',
  ),
);
