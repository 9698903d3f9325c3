import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/event-rate',
    title: 'No limit for events',
    why: 'An account that may create events can fill etcd with them until the cluster stops. The admission plugin `EventRateLimit` sets a limit.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.9'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0010'],
      checkov: ['CKV_K8S_78'],
      kics: ['e0099af2-fe17-411f-9991-0de28fe15f3c'],
      kubescape: ['C-0121'],
    },
  },
  componentChecks('takes any number of events', [
    { of: 'kube-apiserver', flag: 'enable-admission-plugins', wrong: lacks('EventRateLimit'), profile: 'audit' },
  ]),
);
