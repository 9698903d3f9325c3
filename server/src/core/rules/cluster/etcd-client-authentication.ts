import { componentChecks, unless, verifiesClients } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-client-authentication',
    title: 'etcd takes any client',
    why: 'Anyone who reaches the port reads and writes everything that the cluster stores: every Secret, every role. Roles of Kubernetes have no effect there.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.2'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0043'],
      checkov: ['CKV_K8S_117'],
      kics: ['9391103a-d8d7-4671-ac5d-606ba7ccb0ac'],
      kubescape: ['C-0154'],
    },
  },
  componentChecks('takes clients without a certificate', [
    { of: 'etcd', flag: 'client-cert-auth', wrong: unless('true'), except: verifiesClients(''), good: 'true' },
  ]),
);
