import { componentChecks, unless, verifiesClients } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/etcd-peer-authentication',
    title: 'etcd takes any member',
    why: 'A member gets a copy of everything. Without certificates an attacker who reaches the port joins the cluster as one.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['2.5'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0046'],
      checkov: ['CKV_K8S_121'],
      kics: ['b7d0181d-0a9b-4611-9d1c-1ad4f0b620ff'],
      kubescape: ['C-0157'],
    },
  },
  componentChecks('takes other members without a certificate', [
    {
      of: 'etcd',
      flag: 'peer-client-cert-auth',
      wrong: unless('true'),
      except: verifiesClients('peer-'),
      good: 'true',
    },
  ]),
);
