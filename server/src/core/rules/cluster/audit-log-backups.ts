import { componentChecks, limitBelow, noAuditLog } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/audit-log-backups',
    title: 'Audit log keeps few files',
    why: 'When the file is full, a new one begins, and the oldest is deleted. An attacker who makes many requests pushes their own traces out.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.18'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0021'],
      checkov: ['CKV_K8S_93'],
      kics: ['768aab52-2504-4a2f-a3e3-329d5a679848'],
      kubescape: ['C-0132'],
    },
  },
  componentChecks('keeps fewer than 10 files of its audit log', [
    { of: 'kube-apiserver', flag: 'audit-log-maxbackup', wrong: limitBelow(10), except: noAuditLog, good: '10' },
  ]),
);
