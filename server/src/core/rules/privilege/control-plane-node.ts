import { podsDo } from '../../checks/shown-name.ts';
import { rule } from '../../rule/rule.ts';

/** Labels and taints of these nodes, today and before Kubernetes 1.24. Source: Kubernetes, "Well-Known Labels, Annotations and Taints". */
const LABEL = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;

export default rule(
  {
    id: 'privilege/control-plane-node',
    title: 'Workload on nodes of the control plane',
    why: 'These nodes hold the keys of the whole cluster. A pod that may run beside the API server is one escape away from them, so programs of users belong on other nodes.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nsa: ['Worker node segmentation'],
      nist800190: ['4.3.4'],
      cwe: ['CWE-653'],
      kyverno: ['restrict-controlplane-scheduling'],
    },
  },
  {
    *workload({ pod, object }) {
      // Agents run on all nodes, and the cluster’s own programs on these.
      if (object.kind === 'DaemonSet' || object.namespace?.startsWith('kube-')) return;
      for (const toleration of pod.get('tolerations').items()) {
        const key = toleration.get('key').text;
        if (key && LABEL.test(key))
          yield { at: toleration.at, message: `${podsDo(object, 'tolerate', 'tolerates')} the taint \`${key}\`` };
      }
      for (const selected of pod.get('nodeSelector').entries())
        if (LABEL.test(selected.key))
          yield { at: selected.at, message: `${podsDo(object, 'select', 'selects')} nodes with \`${selected.key}\`` };
    },
  },
);
