import { componentChecks, lists } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/every-object-admitted',
    title: 'Every object is admitted',
    why: '`AlwaysAdmit` takes every object. It is meant for tests, and Kubernetes marks it as deprecated. Where it is listed, readers of the file believe in checks that are not there.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.10'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0011'],
      checkov: ['CKV_K8S_79'],
      kics: ['ce30e584-b33f-4c7d-b418-a3d7027f8f60'],
      kubescape: ['C-0122'],
    },
  },
  componentChecks('admits every object', [
    { of: 'kube-apiserver', flag: 'enable-admission-plugins', wrong: lists('AlwaysAdmit') },
  ]),
);
