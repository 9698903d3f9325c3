import { componentChecks, type Wrong } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Longer than five minutes, as CIS puts it; a duration of Go (`1h0m30s`). */
const tooLong: Wrong = (value) => {
  if (value === undefined || !/^(?:\d+(?:h|ms|m|s))+$/.test(value)) return false;
  const parts = [...value.matchAll(/(\d+)(h|ms|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0) > 300;
};

export default rule(
  {
    id: 'cluster/request-timeout',
    title: 'Long time for requests',
    why: 'Each open request keeps memory and a connection of the API server. With a long limit a few slow clients use up all of them, and nobody reaches the cluster any longer.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'denial-of-service'],
    refs: {
      cisKubernetes: ['1.2.20'],
      cwe: ['CWE-770'],
      checkov: ['~CKV_K8S_95'],
      kics: ['d89a15bb-8dba-4c71-9529-bef6729b9c09'],
      kubescape: ['~C-0134'],
    },
  },
  componentChecks('waits long for requests', [
    { of: 'kube-apiserver', flag: 'request-timeout', wrong: tooLong, good: '300s' },
  ]),
);
