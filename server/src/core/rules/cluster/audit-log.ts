import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/audit-log',
    title: 'No audit log',
    why: 'Without a log nobody can tell who read a Secret or changed a role. After an attack there is nothing to look at.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.16'],
      nsa: ['Logging'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0019'],
      checkov: ['CKV_K8S_91'],
      kics: ['73e251f0-363d-4e53-86e2-0a93592437eb'],
      kubescape: ['C-0130', '~C-0067'],
    },
  },
  componentChecks('writes no audit log', [{ of: 'kube-apiserver', flag: 'audit-log-path', wrong: missing }]),
);
