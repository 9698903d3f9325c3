import { componentChecks, limitBelow, noAuditLog } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/audit-log-size',
    title: 'Audit log has small files',
    why: 'A small file is full soon, and with it the number of files that are kept. An attacker who makes many requests pushes their own traces out.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.19'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0022'],
      checkov: ['CKV_K8S_94'],
      kics: ['35c0a471-f7c8-4993-aa2c-503a3c712a66'],
      kubescape: ['C-0133'],
    },
  },
  componentChecks('keeps small files of its audit log', [
    { of: 'kube-apiserver', flag: 'audit-log-maxsize', wrong: limitBelow(100), except: noAuditLog, good: '100' },
  ]),
);
