/** The callers of a pod's ports that the workspace declares. */

import type { KubernetesServiceFacts, ServicePort } from '../kubernetes/kinds/service.ts';
import type { ServiceReferenceFacts } from './facts/service-reference.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { WorkspaceIndex } from './index.ts';

/** `anywhere`: addresses outside of the namespace, which nobody can list, such as clients, nodes, controllers and the API server. */
export type Callers = 'namespace' | 'anywhere';

export interface Ingress {
  readonly callers: Callers;
  /** The ports, each once; 'all' when a Service without ports leads to the pods. */
  readonly ports: 'all' | readonly { readonly protocol: string; readonly port: string }[];
  /** What declares callers from anywhere: the kind and name of objects, or a field. */
  readonly because: readonly string[];
}

interface Open {
  readonly protocol: string;
  readonly port: string;
  callers: Callers;
}

/** What the workspace declares about the callers of a workload's pods, the widest first. A port stands in one entry only. */
export function declaredIngress(workload: WorkloadFacts, index: WorkspaceIndex): Ingress[] {
  const open = new Map<string, Open>();
  const because = new Set<string>();
  let all = false;
  const allow = (port: string, protocol: string, reason?: string): void => {
    const number = workload.ports.find((p) => p.name === port && p.protocol === protocol)?.port ?? port;
    const key = `${number} ${protocol}`;
    const one = open.get(key) ?? { protocol, port, callers: 'namespace' };
    open.set(key, one);
    if (reason === undefined) return;
    one.callers = 'anywhere';
    because.add(reason);
  };
  for (const { fact: service } of index.of('kubernetes-service')) {
    if (!selects(service, workload)) continue;
    if (service.ports.length === 0) all = true;
    for (const port of service.ports)
      allow(
        port.targetPort,
        port.protocol,
        service.published ? `Service ${service.name} (${service.type})` : undefined,
      );
    for (const { fact: reference } of index.of('service-reference')) {
      if (!refersTo(reference, service)) continue;
      for (const port of portsOf(reference, service))
        allow(port.targetPort, port.protocol, `${reference.type} ${reference.name}`);
    }
  }
  for (const { port, protocol, onHost } of workload.ports) allow(port, protocol, onHost ? 'hostPort' : undefined);
  for (const port of workload.probes) allow(port, 'TCP');
  if (workload.scraped !== undefined) allow(workload.scraped, 'TCP', 'prometheus.io/scrape');
  const ports = (callers: Callers): Open[] => [...open.values()].filter((p) => p.callers === callers);
  const out: Ingress[] = [];
  if (because.size > 0) out.push({ callers: 'anywhere', ports: ports('anywhere'), because: [...because] });
  if (all) out.push({ callers: 'namespace', ports: 'all', because: [] });
  else if (ports('namespace').length > 0) out.push({ callers: 'namespace', ports: ports('namespace'), because: [] });
  return out;
}

/** Whether a Service may lead to the pods. Namespaces that are not written may be the same. */
function selects({ selector, namespace }: KubernetesServiceFacts, workload: WorkloadFacts): boolean {
  if (!selector || selector.length === 0 || !maybeSame(namespace, workload.namespace)) return false;
  const labels = new Map(workload.labels);
  return selector.every(([key, value]) => labels.get(key) === value);
}

const refersTo = (reference: ServiceReferenceFacts, service: KubernetesServiceFacts): boolean =>
  reference.service === service.name && maybeSame(reference.namespace, service.namespace);

const maybeSame = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

/** The ports of a Service that a reference means; all of them when none fits, since a template or a patch may name it otherwise. */
function portsOf({ port }: ServiceReferenceFacts, { ports }: KubernetesServiceFacts): readonly ServicePort[] {
  const meant = ports.filter((p) => port === p.port || port === p.name || port === p.targetPort);
  return meant.length > 0 ? meant : ports;
}
