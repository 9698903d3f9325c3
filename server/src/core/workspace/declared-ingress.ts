/** The callers of a pod's ports that the workspace declares. */

import { isComparedByTests } from '../files/folder-names.ts';
import type { KubernetesServiceFacts, ServicePort } from '../kubernetes/kinds/service.ts';
import { matches } from '../kubernetes/selectors.ts';
import { inVariableNamespaces } from '../network/named-hosts.ts';
import { calls } from './declared-egress.ts';
import type { MonitorFacts } from './facts/monitor.ts';
import type { ServiceReferenceFacts } from './facts/service-reference.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { mayBeSame } from './keys.ts';
import { type Nearest, nearestIn, type PlacedWorkload } from './nearest.ts';
import { isComment } from './plain-text.ts';

/** `anywhere`: addresses outside of the namespace, which nobody can list, such as clients, nodes, controllers and the API server. */
export type Callers = 'namespace' | 'anywhere';

export interface Ingress {
  readonly callers: Callers;
  /** The ports, each once; 'all' when a Service leads to the pods whose ports are not known. */
  readonly ports: 'all' | readonly { readonly protocol: string; readonly port: string }[];
  /** What declares callers from anywhere: the kind and name of objects, or a field. */
  readonly because: readonly string[];
  /** Further namespaces whose pods name the pods' Services, for callers from the namespace. Sorted. */
  readonly namespaces: readonly string[];
}

interface Open {
  readonly protocol: string;
  readonly port: string;
  callers: Callers;
}

/** What its deployment declares about the callers of a workload's pods, the widest first. A port stands in one entry only. */
function declaredIngress(one: PlacedWorkload, index: WorkspaceIndex, nearest: Nearest): Ingress[] {
  const { workload } = one;
  const open = new Map<string, Open>();
  const because = new Set<string>();
  const namespaces = new Set<string>();
  let [all, allOutside] = [false, false];
  /** `port`: `undefined` when unknown, so all are allowed. */
  const allow = (port: string | undefined, protocol: string, reason?: string): void => {
    if (port === undefined) {
      all = true;
      if (reason === undefined) return;
      allOutside = true;
      because.add(reason);
      return;
    }
    const declared = workload.ports.find((p) => p.name === port && p.protocol === protocol)?.port;
    // A policy for a name that no container declares opens nothing. The port behind it is not known.
    if (declared === undefined && !/^\d+$/.test(port)) all = true;
    const number = declared ?? port;
    const key = `${number} ${protocol}`;
    const one = open.get(key) ?? { protocol, port, callers: 'namespace' };
    open.set(key, one);
    if (reason === undefined) return;
    one.callers = 'anywhere';
    because.add(reason);
  };
  /** `scraped`: a port, or 'all' for each of `ports`. */
  const allowScraper = (
    scraped: string | undefined,
    ports: readonly { port: string | undefined; protocol: string }[],
    reason = SCRAPE,
  ): void => {
    if (scraped !== undefined && scraped !== 'all') allow(scraped, 'TCP', reason);
    else if (scraped === 'all') for (const { port, protocol } of ports) allow(port, protocol, reason);
  };
  for (const located of nearest.servicesOf(one)) {
    const { fact: service } = located;
    if (service.ports.length === 0) all = true;
    const { outside, inside } = callersOf(service, workload, index);
    for (const patch of nearest.patchesOf(located)) if (patch.published) outside.push(publishes(patch));
    for (const namespace of inside) namespaces.add(namespace);
    for (const port of service.ports) {
      allow(port.targetPort, port.protocol);
      for (const reason of outside) allow(port.targetPort, port.protocol, reason);
    }
    for (const { by, port } of referencesTo(located, index, nearest)) allow(port.targetPort, port.protocol, by);
    allowScraper(
      service.scraped,
      service.ports.map(({ targetPort, protocol }) => ({ port: targetPort, protocol })),
    );
  }
  for (const { port, protocol, onHost } of workload.ports) allow(port, protocol, onHost ? 'hostPort' : undefined);
  for (const port of workload.probes) allow(port, 'TCP');
  allowScraper(workload.scraped, workload.ports);
  for (const port of workload.checked) allowScraper(port, workload.ports, CHECK);
  for (const { fact: monitor } of index.of('monitor')) {
    if (monitor.type !== 'PodMonitor' || !isNear(monitor, workload.namespace)) continue;
    if (matches(monitor.selector, new Map(workload.labels)) !== true) continue;
    for (const port of monitored(monitor, workload.ports)) allow(port, 'TCP', titled('PodMonitor', monitor.name));
  }
  const ports = (callers: Callers): Open[] => [...open.values()].filter((p) => p.callers === callers);
  const entry = (callers: Callers, to: Ingress['ports']): Ingress =>
    callers === 'anywhere'
      ? { callers, ports: to, because: [...because], namespaces: [] }
      : { callers, ports: to, because: [], namespaces: [...namespaces].sort() };
  const near = allOutside ? [] : all ? 'all' : ports('namespace');
  return [
    ...(because.size > 0 ? [entry('anywhere', allOutside ? 'all' : ports('anywhere'))] : []),
    ...(near.length > 0 ? [entry('namespace', near)] : []),
  ];
}

/** The same for workloads whose pods one policy selects: an entry for each kind of caller, and a port stands in the widest only. */
export function ingressOfAll(workloads: readonly PlacedWorkload[], index: WorkspaceIndex): Ingress[] {
  const nearest = nearestIn(index);
  const entries = workloads.flatMap((workload) => declaredIngress(workload, index, nearest));
  const taken = new Set<string>();
  return (['anywhere', 'namespace'] as const).flatMap((callers) => {
    const own = entries.filter((entry) => entry.callers === callers);
    const ports = own.some((entry) => entry.ports === 'all')
      ? 'all'
      : own
          .flatMap((entry) => (entry.ports === 'all' ? [] : entry.ports))
          .filter(({ protocol, port }) => {
            const key = `${port} ${protocol}`;
            const isNew = !taken.has(key);
            taken.add(key);
            return isNew;
          });
    const because = [...new Set(own.flatMap((entry) => entry.because))];
    const namespaces = [...new Set(own.flatMap((entry) => entry.namespaces))].sort();
    return ports === 'all' || ports.length > 0 ? [{ callers, ports, because, namespaces }] : [];
  });
}

const SCRAPE = 'prometheus.io/scrape';
const CHECK = 'ad.datadoghq.com';

/** A template may make the name, which is empty then. */
const titled = (kind: string, name: string): string => (name === '' ? kind : `${kind} ${name}`);

const publishes = ({ name, type }: KubernetesServiceFacts): string => `${titled('Service', name)} (${type})`;

/** Callers of a Service: reasons for callers from anywhere, and other namespaces. */
function callersOf(
  service: KubernetesServiceFacts,
  workload: WorkloadFacts,
  index: WorkspaceIndex,
): { readonly outside: string[]; readonly inside: readonly string[] } {
  const outside = service.published ? [publishes(service)] : [];
  const inside: string[] = [];
  const target = { name: service.name, namespace: service.namespace ?? workload.namespace };
  for (const { fact: caller, place } of index.of('workload')) {
    if (isComparedByTests(place.unit.path)) continue;
    if (caller.callsAnywhere.some((name) => name === service.name || name === '*'))
      outside.push(`${caller.name || caller.type}, which names the Service in a namespace that a variable decides`);
    if (!calls(caller, target, index)) continue;
    // Its packets come from a node's address, which no selector matches.
    if (caller.hostNetwork) outside.push(`${caller.name || caller.type} in the host's network`);
    else if (caller.namespace !== undefined && caller.namespace !== workload.namespace) inside.push(caller.namespace);
  }
  const script = scriptOf(service.name, index);
  if (script !== undefined) outside.push(script);
  return { outside, inside };
}

/** The first script or job that names a Service in a namespace which a variable decides: `curl http://web.$NS`. */
function scriptOf(service: string, index: WorkspaceIndex): string | undefined {
  const plain = index.plainText();
  if (service === '' || !plain.mayName(service)) return undefined;
  const found = plain.find(`${service}.$`).find((mention) => {
    const { text, offset } = mention;
    const line = text.slice(text.lastIndexOf('\n', offset) + 1).split('\n', 1)[0]!;
    return !isComment(mention) && inVariableNamespaces(line).some((one) => one.service === service);
  });
  return found?.path;
}

/** The ports of a Service to which other objects lead callers from anywhere. */
function referencesTo(
  located: Located<KubernetesServiceFacts>,
  index: WorkspaceIndex,
  nearest: Nearest,
): { by: string; port: ServicePort }[] {
  const { fact: service } = located;
  const labels = new Map(service.labels);
  return [
    ...nearest
      .referencesTo(located)
      .flatMap((reference) =>
        portsOf(reference, service).map((port) => ({ by: titled(reference.type, reference.name), port })),
      ),
    ...index.of('monitor').flatMap(({ fact: monitor }) => {
      const isMeant = monitor.type === 'ServiceMonitor' && isNear(monitor, service.namespace);
      if (!isMeant || matches(monitor.selector, labels) !== true) return [];
      const fit = service.ports.filter((p) => [p.name, p.targetPort].some((n) => monitor.ports.includes(n ?? '')));
      return (fit.length > 0 ? fit : service.ports).map((port) => ({
        by: titled('ServiceMonitor', monitor.name),
        port,
      }));
    }),
  ];
}

const isNear = ({ namespaces }: MonitorFacts, namespace: string | undefined): boolean =>
  namespaces === 'any' || namespaces.some((one) => mayBeSame(one, namespace));

/** The ports that a PodMonitor names; all TCP ports of the pods when it names none. */
const monitored = ({ ports }: MonitorFacts, own: WorkloadFacts['ports']): readonly string[] =>
  ports.length > 0 ? ports : own.filter((p) => p.protocol === 'TCP').map((p) => p.port);

/** The ports of a Service that a reference means; all of them when none fits, since a template or a patch may name it otherwise. */
function portsOf({ port }: ServiceReferenceFacts, { ports }: KubernetesServiceFacts): readonly ServicePort[] {
  const meant = ports.filter((p) => port === p.port || port === p.name || port === p.targetPort);
  return meant.length > 0 ? meant : ports;
}
