/** The callees outside of their namespace that pods name in variables, arguments and ConfigMaps. */

import { isAddress, type NamedHost, serviceOf } from '../network/named-hosts.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { WorkspaceIndex } from './index.ts';
import { mayBeSame } from './keys.ts';

export interface Egress {
  readonly to: /** Every address outside of the cluster: policies do not know names. */
    | { readonly kind: 'outside' }
    | { readonly kind: 'namespace'; readonly name: string }
    /** An IPv4 address. */
    | { readonly kind: 'address'; readonly address: string };
  /** Sorted; 'all' where the ports of the called pods are not known. */
  readonly ports: 'all' | readonly string[];
  /** The hosts as named. Sorted. */
  readonly hosts: readonly string[];
}

export interface DeclaredEgress {
  readonly rules: readonly Egress[];
  /** Hosts outside of the cluster whose ports no file names. */
  readonly unknown: readonly string[];
  /** It names the API server. */
  readonly callsApiServer: boolean;
}

/** All hosts that the pods of a workload name: in their own fields, and in the ConfigMaps that they read. */
const hostsOf = (workload: WorkloadFacts, index: WorkspaceIndex): readonly NamedHost[] => [
  ...workload.calls,
  ...workload.configMaps.flatMap((name) =>
    index
      .of('config-map', name)
      .filter(({ fact }) => fact.use === 'self' && mayBeSame(fact.namespace, workload.namespace))
      .flatMap(({ fact }) => fact.hosts),
  ),
];

/** Whether the pods call providers whose addresses no manifest names, read the hosts that they call from a Secret, or settings from a ConfigMap that the workspace does not have. */
export const hidesCallees = (workload: WorkloadFacts, index: WorkspaceIndex): boolean =>
  workload.callsProviders ||
  workload.secretHosts ||
  workload.configMaps.some((name) =>
    index
      .of('config-map', name)
      .every(({ fact }) => fact.use !== 'self' || !mayBeSame(fact.namespace, workload.namespace)),
  );

export function declaredEgress(workload: WorkloadFacts, index: WorkspaceIndex): DeclaredEgress {
  const rules = new Map<string, { to: Egress['to']; ports: Set<string> | 'all'; hosts: Set<string> }>();
  const unknown = new Set<string>();
  let callsApiServer = false;
  const add = (to: Egress['to'], host: string, ports: readonly string[] | 'all'): void => {
    const key = JSON.stringify(to);
    const one = rules.get(key) ?? { to, ports: new Set<string>(), hosts: new Set<string>() };
    rules.set(key, one);
    one.hosts.add(host);
    if (ports === 'all' || one.ports === 'all') one.ports = 'all';
    else for (const port of ports) one.ports.add(port);
  };
  for (const { host, port } of hostsOf(workload, index)) {
    const service = serviceIn(host, index);
    if (/^kubernetes(?:\.default(?:\.svc(?:\..*)?)?)?$/.test(host)) callsApiServer = true;
    else if (service && service.namespace !== workload.namespace)
      add({ kind: 'namespace', name: service.namespace }, host, portsOf(service, port, index));
    else if (!service) {
      const outside = externalNames(host, workload, index);
      for (const name of outside ?? (host.includes('.') ? [host] : [])) {
        if (port === undefined) unknown.add(name);
        else if (isAddress(name)) add({ kind: 'address', address: name }, name, [port]);
        else add({ kind: 'outside' }, name, [port]);
      }
    }
  }
  return {
    rules: [...rules.values()].map(({ to, ports, hosts }) => ({
      to,
      ports: ports === 'all' ? ports : [...ports].sort((a, b) => Number(a) - Number(b)),
      hosts: [...hosts].sort(),
    })),
    unknown: [...unknown].sort(),
    callsApiServer,
  };
}

type ServiceName = NonNullable<ReturnType<typeof serviceOf>>;

/** The Service of another host name: `db.shop` is one if the workspace has it, else a domain. */
function serviceIn(host: string, index: WorkspaceIndex): ServiceName | undefined {
  const full = serviceOf(host);
  if (full) return full;
  const [name, namespace, ...more] = host.split('.');
  if (name === undefined || namespace === undefined || more.length > 0) return undefined;
  const known = index.of('kubernetes-service').some((s) => s.fact.name === name && s.fact.namespace === namespace);
  return known ? { name, namespace } : undefined;
}

/** The ports of the pods behind a Service, which policies compare; 'all' where the workspace does not show them. */
function portsOf({ name, namespace }: ServiceName, port: string | undefined, index: WorkspaceIndex): 'all' | string[] {
  const services = index
    .of('kubernetes-service')
    .filter(({ fact }) => fact.name === name && fact.namespace === namespace);
  const ports = services.flatMap(({ fact }) => fact.ports.filter((p) => port === undefined || p.port === port));
  const targets = ports.flatMap((p) => (p.protocol === 'TCP' ? (p.targetPort ?? []) : []));
  return targets.length > 0 && targets.length === ports.length ? targets : 'all';
}

/** The hosts that an `ExternalName` Service stands for; `undefined` when `host` names none. */
function externalNames(host: string, workload: WorkloadFacts, index: WorkspaceIndex): string[] | undefined {
  if (host.includes('.')) return undefined;
  const names = index
    .of('kubernetes-service')
    .filter(({ fact }) => fact.name === host && mayBeSame(fact.namespace, workload.namespace))
    .flatMap(({ fact }) => fact.externalName ?? []);
  return names.length > 0 ? names : undefined;
}

/** Whether the pods of `caller` name the Service `name`, as seen from their namespace. */
export function calls(
  caller: WorkloadFacts,
  service: { name: string; namespace: string | undefined },
  index: WorkspaceIndex,
): boolean {
  return hostsOf(caller, index).some(({ host }) => {
    if (host === service.name) return mayBeSame(caller.namespace, service.namespace);
    const named =
      serviceOf(host) ??
      (host.split('.').length === 2 ? { name: host.split('.')[0], namespace: host.split('.')[1] } : undefined);
    return named?.name === service.name && mayBeSame(named.namespace, service.namespace);
  });
}
