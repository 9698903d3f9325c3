import { componentChecks, lists } from '../../families/component-setting.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'cluster/namespace-admission-off',
    title: 'Objects in namespaces that do not exist',
    why: 'The admission plugin `NamespaceLifecycle` refuses objects in namespaces that are missing or being deleted, and keeps `kube-system` from being deleted. Without it, objects outlive the policies of their namespace.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes'],
    refs: {
      cisKubernetes: ['1.2.13'],
      cwe: ['CWE-1188'],
      trivy: ['KCV-0015'],
      checkov: ['CKV_K8S_83'],
      kics: ['1ffe7bf7-563b-4b3d-a71d-ba6bd8d49b37'],
      kubescape: ['C-0126'],
    },
  },
  componentChecks('admits objects in namespaces that do not exist', [
    { of: 'kube-apiserver', flag: 'disable-admission-plugins', wrong: lists('NamespaceLifecycle') },
  ]),
);
