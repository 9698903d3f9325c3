/** The connections of the proxies that service meshes inject into pods. */
import type { Mesh } from '../kubernetes/mesh.ts';
import { deploymentsOf } from './deployments.ts';
import type { WorkspaceIndex } from './index.ts';
import type { PlacedWorkload } from './nearest.ts';

export interface MeshFlows {
  readonly name: string;
  /** The ports of a proxy that other pods call. */
  readonly ports: readonly string[];
  /** The namespaces, besides those of callers, whose pods call them. */
  readonly watchers: readonly string[];
  /** What a proxy calls, in the namespace of the usual installation; `ports`: 'all' where they are not documented. */
  readonly controlPlane: {
    readonly name: string;
    readonly namespace: string;
    readonly ports: 'all' | readonly string[];
  };
}

/**
 * Sources, read on 2026-11-29. Istio: "Application Requirements", "Ports used by Istio" (15008 tunnel, 15020 and 15090 telemetry, 15021 health;
 * istiod 15010 and 15012), https://istio.io/latest/docs/ops/deployment/application-requirements/. Linkerd: "Network Policy" (inbound 4143),
 * https://linkerd.io/2/common-errors/network-policy; the log of its proxy at the start (admin 4191, tap 4190).
 */
const FLOWS: Readonly<Record<Mesh, MeshFlows>> = {
  istio: {
    name: 'Istio',
    ports: ['15008', '15020', '15021', '15090'],
    watchers: ['istio-system'],
    controlPlane: { name: 'istiod', namespace: 'istio-system', ports: ['15010', '15012'] },
  },
  linkerd: {
    name: 'Linkerd',
    ports: ['4143', '4190', '4191'],
    watchers: ['linkerd-viz'],
    controlPlane: { name: "Linkerd's control plane", namespace: 'linkerd', ports: 'all' },
  },
};

/** The flows of each mesh that gives pods of some workloads a proxy. */
export const meshFlows = (workloads: readonly PlacedWorkload[], index: WorkspaceIndex): MeshFlows[] => [
  ...new Set(
    workloads.flatMap((one) => {
      const mesh = meshIn(one, index);
      return mesh === undefined ? [] : [FLOWS[mesh]];
    }),
  ),
];

/** The mesh whose proxy the pods of a workload get: by their own word, by that of their namespace, or by what is deployed with them. */
function meshIn({ workload, path }: PlacedWorkload, index: WorkspaceIndex): Mesh | undefined {
  if (workload.mesh !== undefined) return workload.mesh === 'none' ? undefined : workload.mesh;
  const isNear = deploymentsOf(index).withAny([path]);
  const isOwn = (name: string, file: string): boolean =>
    workload.namespace === undefined ? isNear(file) : name === workload.namespace;
  const namespaces = index.of('namespace').filter(({ fact, place }) => isOwn(fact.name, place.unit.path));
  const injected = namespaces.find(({ fact }) => fact.mesh !== undefined);
  if (injected) return injected.fact.mesh;
  // Injection is often switched on by a command. An object of the mesh, or the name of a folder, shows it.
  const routed = index
    .of('service-reference')
    .some(({ fact, place }) => fact.type === 'VirtualService' && isNear(place.unit.path));
  if (routed) return 'istio';
  const named = /(?:^|\/)(istio|linkerd)\//i.exec(path)?.[1]?.toLowerCase();
  return named === 'istio' || named === 'linkerd' ? named : undefined;
}
