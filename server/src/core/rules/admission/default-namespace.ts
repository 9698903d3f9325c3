import { ObjectName } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

/** Kinds that belong to the whole cluster, or that Kubernetes itself keeps in `default`. */
const OWN = new Set([
  'Service kubernetes',
  'ServiceAccount default',
  'ConfigMap kube-root-ca.crt',
  'Endpoints kubernetes',
]);

export default rule(
  {
    id: 'admission/default-namespace',
    title: 'Object in the namespace `default`',
    why: 'Policies, quotas and roles are set for each namespace. What many teams put into `default` can hardly be kept apart: one role for it covers the Secrets of all. An attacker who gets into one program there meets no border to the others.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.6.4'],
      nsa: ['Namespaces'],
      cwe: ['CWE-653'],
      trivy: ['KSV-0110'],
      checkov: ['CKV_K8S_21'],
      kics: ['~611ab018-c4aa-4ba2-b0f6-a448337509a6'],
      kubescape: ['C-0061', 'C-0212'],
      kyverno: ['disallow-default-namespace'],
      datree: ['WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT'],
      'kube-linter': ['~use-namespace'],
    },
  },
  {
    *object(object) {
      if (object.namespace !== 'default' || object.partial || OWN.has(`${object.kind} ${object.name}`)) return;
      yield {
        at: object.lens.get('metadata', 'namespace').at ?? object.nameSpan,
        message: `${ObjectName(object)} lies in \`default\`, where nothing keeps teams apart`,
      };
    },
  },
);
