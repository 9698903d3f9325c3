import { componentChecks, type Wrong } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

const unlimited: Wrong = (value) => value === undefined || value === '-1' || value === '0';

export default rule(
  {
    id: 'cluster/kubelet-process-limit',
    title: 'No limit of processes for pods',
    why: 'One pod that starts processes without end takes all that the node’s kernel has, and every other pod stops.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.13'],
      cwe: ['CWE-1188'],
      kubescape: ['C-0284'],
    },
  },
  componentChecks('sets no limit of processes for pods', [
    { of: 'kubelet', flag: 'pod-max-pids', field: 'podPidsLimit', wrong: unlimited, good: '4096' },
  ]),
);
