import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { isInEffect } from '../../platform/platform.ts';
import type { Span } from '../../text/span.ts';
import type { Found } from '../../yaml/lens.ts';

export interface WorkloadFacts {
  readonly kind: 'workload';
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly labels: readonly (readonly [string, string])[];
  readonly labelsKnown: boolean;
  readonly partial: boolean;
  readonly hostNetwork: boolean;
  /** NetworkPolicies can select its pods: it runs in a cluster. */
  readonly inCluster: boolean;
  readonly serviceAccount: string | undefined;
  readonly ports: readonly { readonly name: string | undefined; readonly port: string; readonly protocol: string }[];
  readonly at: Span;
  readonly whole: Span;
}

/** The facts of an object's first pod template; `undefined` if it has none. */
export function workloadFacts(object: KubernetesObject): WorkloadFacts | undefined {
  const w = object.workload;
  if (!w) return undefined;
  return {
    kind: 'workload',
    type: object.kind,
    name: object.name,
    namespace: object.namespace,
    namespaceKnown: object.namespaceKnown,
    labels: [...w.podLabels].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
    labelsKnown: w.labelsKnown,
    partial: object.partial,
    hostNetwork: w.hostNetwork.value === true,
    inCluster: isInEffect(w.platform, 'networkPolicy'),
    serviceAccount: w.serviceAccountName.value,
    ports: w.containers.flatMap((c) => podPorts(c.lens)),
    at: object.nameSpan,
    whole: object.span,
  };
}

function podPorts(container: Found): { name: string | undefined; port: string; protocol: string }[] {
  const ports = container.get('ports').items();
  return ports.flatMap((p) => {
    const port = p.get('containerPort').text;
    return port ? [{ name: p.get('name').text, port, protocol: p.get('protocol').text ?? 'TCP' }] : [];
  });
}
