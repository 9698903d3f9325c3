/** Drafts NetworkPolicies for a namespace from the workloads and Services of the workspace. */

import type { KubernetesServiceFacts } from '../kubernetes/kinds/service.ts';
import { posix } from '../text/paths.ts';
import type { WorkloadFacts } from '../workspace/facts/workload.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { IsolatedWorkload, NamespaceIsolation } from '../workspace/isolation.ts';

const DNS_AND_OWN_NAMESPACE = `  egress:
    # Names are resolved by the cluster's DNS.
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
    # The pods may call each other. Add what they call outside of the namespace.
    - to:
        - podSelector: {}
`;

/** A path beside `path` for a new file; no file has it yet. */
export function policyFile(index: WorkspaceIndex, path: string): string {
  const folder = posix.dirname(path);
  for (let n = 1; ; n++) {
    const free = posix.join(folder, n === 1 ? 'network-policies.yaml' : `network-policies-${n}.yaml`);
    if (index.text(free) === undefined) return free;
  }
}

/**
 * The text of a policy file that isolates `bare`, the workloads of the namespace that no policy selects. If the namespace has no
 * policies yet, it isolates all pods; else only those workloads, so that other pods keep their rules.
 */
export function draftPolicies(
  index: WorkspaceIndex,
  space: NamespaceIsolation,
  bare: readonly IsolatedWorkload[],
): string {
  const facts = bare.map((b) => b.workload.fact);
  const names = new Set(
    index
      .of('policy')
      .filter(({ fact: { policy } }) => policy.namespace === undefined || policy.namespace === space.namespace)
      .map((p) => p.fact.policy.object.name),
  );
  const name = (wanted: string): string => {
    let free = wanted;
    for (let n = 2; names.has(free); n++) free = `${wanted}-${n}`;
    names.add(free);
    return free;
  };
  const whole = !space.hasPolicies || facts.some((f) => f.labels.length === 0);
  const documents = whole
    ? [document(name('default-deny'), space.namespace, [], BOTH, DNS_AND_OWN_NAMESPACE)]
    : facts.map((f) =>
        document(
          name(`isolate-${f.name || f.type.toLowerCase()}`),
          space.namespace,
          ownLabels(f),
          BOTH,
          DNS_AND_OWN_NAMESPACE,
        ),
      );
  for (const { fact: service } of index.of('kubernetes-service')) {
    if (service.namespace !== space.namespace || !facts.some((f) => isSelected(f, service))) continue;
    documents.push(
      document(name(`allow-${service.name}`), space.namespace, service.selector ?? [], ['Ingress'], ingressOf(service)),
    );
  }
  const folder = posix.dirname(bare[0]?.workload.place.unit.path ?? '');
  const kustomized = KUSTOMIZATIONS.some((file) => index.text(posix.join(folder, file)) !== undefined);
  return INTRODUCTION + (kustomized ? KUSTOMIZE : '') + documents.join('---\n');
}

const BOTH = ['Ingress', 'Egress'];
const INTRODUCTION = `# Drafted from the workloads and Services of this workspace: what is not allowed here is blocked.
# Takes effect where the cluster's network plugin enforces NetworkPolicy. Try it out before it goes into production.
`;

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const KUSTOMIZE = '# Name this file under `resources` in the kustomization beside it.\n';

function document(
  name: string,
  namespace: string | undefined,
  labels: readonly (readonly [string, string])[],
  types: readonly string[],
  rules: string,
): string {
  const selector =
    labels.length === 0
      ? '  podSelector: {}\n'
      : `  podSelector:\n    matchLabels:\n${labels.map(([k, v]) => `      ${scalar(k)}: ${scalar(v)}\n`).join('')}`;
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${scalar(name)}
${namespace === undefined ? '' : `  namespace: ${scalar(namespace)}\n`}spec:
${selector}  policyTypes:
${types.map((t) => `    - ${t}\n`).join('')}${rules}`;
}

/** The allowed callers of a Service's pods: everyone if it is published outside the cluster, else the namespace. */
function ingressOf({ type, ports }: KubernetesServiceFacts): string {
  const list = ports
    .map((p) => `        - protocol: ${scalar(p.protocol)}\n          port: ${port(p.targetPort)}\n`)
    .join('');
  if (type === 'LoadBalancer' || type === 'NodePort')
    return `  ingress:\n    # From anywhere: the Service is of type ${type}.\n    - ports:\n${list}`;
  return `  ingress:
    # From this namespace. Is it behind an Ingress or a Gateway? Then allow the namespace of its controller as well.
    - from:
        - podSelector: {}
      ports:
${list}`;
}

const isSelected = (workload: WorkloadFacts, { selector, ports }: KubernetesServiceFacts): boolean => {
  const labels = new Map(workload.labels);
  return (
    selector !== undefined && selector.length > 0 && ports.length > 0 && selector.every(([k, v]) => labels.get(k) === v)
  );
};

/** Labels that identify the program rather than a release of it; all labels if there are none. */
function ownLabels({ labels }: WorkloadFacts): WorkloadFacts['labels'] {
  const naming = labels.filter(([key]) =>
    /^(?:app|k8s-app|component|tier|role|name|app\.kubernetes\.io\/(?:name|instance|component))$/.test(key),
  );
  return naming.length > 0 ? naming : labels;
}

const port = (text: string): string => (/^\d+$/.test(text) ? text : scalar(text));

/** Unquoted where every parser reads it as this string, else quoted. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
