import { componentChecks, unless } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/kubelet-read-only-port',
    title: 'Kubelet answers without authentication',
    why: 'The port shows every pod of the node with its variables and settings to anyone who reaches it. It is 10255 where the flag is missing; a configuration file has it off.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['4.2.4'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0082'],
      checkov: ['CKV_K8S_141'],
      kics: ['2940d48a-dc5e-4178-a3f8-bfbd80720b41'],
      kubescape: ['C-0175'],
    },
  },
  componentChecks('answers on a port without authentication', [
    { of: 'kubelet', flag: 'read-only-port', wrong: unless('0'), good: '0' },
    {
      of: 'kubelet',
      flag: 'read-only-port',
      field: 'readOnlyPort',
      wrong: (value) => value !== undefined && value !== '0',
      good: '0',
      profile: 'default',
    },
  ]),
);
