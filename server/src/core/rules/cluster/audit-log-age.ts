import { componentChecks, limitBelow, noAuditLog } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/audit-log-age',
    title: 'Audit log is kept too short',
    why: 'Attacks are often found after weeks. A log that was deleted by then does not show how they began.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.17'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0020'],
      checkov: ['CKV_K8S_92'],
      kics: ['da9f3aa8-fbfb-472f-b5a1-576127944218'],
      kubescape: ['C-0131'],
    },
  },
  componentChecks('keeps its audit log for less than 30 days', [
    { of: 'kube-apiserver', flag: 'audit-log-maxage', wrong: limitBelow(30), except: noAuditLog, good: '30' },
  ]),
);
