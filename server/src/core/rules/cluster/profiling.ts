import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/profiling',
    title: 'Profiling over the network',
    why: '`/debug/pprof` shows what the program does and holds in memory, and lets a caller keep it busy. It is on by default and hardly ever needed.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.15', '1.3.2', '1.4.1'],
      cwe: ['CWE-1188'],
      trivy: ['~KCV-0018', '~KCV-0034', '~KCV-0040'],
      checkov: ['~CKV_K8S_90', '~CKV_K8S_107', '~CKV_K8S_114'],
      kics: ['2f491173-6375-4a84-b28e-a4e2b9a58a69'],
      kubescape: ['~C-0129', '~C-0145', '~C-0151'],
    },
  },
  componentChecks('serves profiles of itself', [
    { of: 'kube-apiserver', flag: 'profiling', wrong: unless('false'), good: 'false' },
    { of: 'kube-controller-manager', flag: 'profiling', wrong: unless('false'), good: 'false' },
    { of: 'kube-scheduler', flag: 'profiling', field: 'enableProfiling', wrong: unless('false'), good: 'false' },
  ]),
);
