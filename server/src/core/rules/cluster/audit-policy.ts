import { componentChecks, missing } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/audit-policy',
    title: 'No audit policy',
    why: 'Without a policy the API server logs nothing, also where a path for the log is given.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['3.2.1'],
      nsa: ['Logging'],
      cwe: ['CWE-1188'],
      kics: ['13a49a2e-488e-4309-a7c0-d6b05577a5fb'],
      kubescape: ['~C-0160'],
    },
  },
  componentChecks('has no audit policy', [{ of: 'kube-apiserver', flag: 'audit-policy-file', wrong: missing }]),
);
