import { componentChecks, type Wrong } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

/** 0 is no limit; the kubelet's own is 50. Source: kubelet.config.k8s.io/v1beta1, `eventRecordQPS`. */
const few: Wrong = (value) => value !== undefined && /^[1-4]$/.test(value);

export default rule(
  {
    id: 'cluster/event-limit',
    title: 'Events that are dropped',
    why: 'The kubelet drops events above the limit. Those of an attack are then missing, and an attacker can make noise so that they are.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.8'],
      cwe: ['CWE-778'],
      trivy: ['~KCV-0087'],
      checkov: ['~CKV_K8S_147'],
      kics: ['1a07a446-8e61-4e4d-bc16-b0781fcb8211'],
      kubescape: ['~C-0180'],
    },
  },
  componentChecks('drops most events', [
    { of: 'kubelet', flag: 'event-qps', field: 'eventRecordQPS', wrong: few, good: '50' },
  ]),
);
