import { ObjectName } from '../../checks/shown-name.ts';
import { componentOf } from '../../kubernetes/component.ts';
import { rule } from '../../rule/rule.ts';

/** Namespaces that Kubernetes keeps for itself. Source: Kubernetes, "Namespaces", initial namespaces; read 2026-11-30. */
const RESERVED = ['kube-system', 'kube-public', 'kube-node-lease'];

export default rule(
  {
    id: 'admission/system-namespace',
    title: 'Workload in a namespace of the cluster',
    why: 'The accounts of `kube-system` control the cluster, and its Secrets hold their tokens. A program there is beside all of them, and policies often leave the namespace out. An attacker who breaks into it is close to the whole cluster.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      cisKubernetes: ['5.6.1'],
      nsa: ['Namespaces'],
      cwe: ['CWE-653'],
      trivy: ['~KSV-0037'],
      kics: ['~611ab018-c4aa-4ba2-b0f6-a448337509a6'],
    },
  },
  {
    *workload({ object, containers }) {
      if (object.namespace === undefined || !RESERVED.includes(object.namespace) || object.partial) return;
      if (containers.some((container) => componentOf(container))) return;
      yield {
        at: object.lens.get('metadata', 'namespace').at ?? object.nameSpan,
        message: `${ObjectName(object)} runs in \`${object.namespace}\`, beside the programs of the cluster`,
      };
    },
  },
);
