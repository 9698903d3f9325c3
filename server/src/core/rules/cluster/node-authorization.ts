import { componentChecks, lacks } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/node-authorization',
    title: 'Kubelets are not confined to their node',
    why: 'With the mode `Node` a kubelet reads only the Secrets of its own pods. Without it an attacker on one node reads those of the whole cluster.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.7'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0008'],
      checkov: ['CKV_K8S_75'],
      kics: ['4d7ee40f-fc5d-427d-8cac-dffbe22d42d1'],
      kubescape: ['C-0119'],
    },
  },
  componentChecks('does not confine kubelets to their own node', [
    { of: 'kube-apiserver', flag: 'authorization-mode', wrong: lacks('Node') },
  ]),
);
