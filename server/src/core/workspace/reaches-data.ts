/** Whether what is deployed together lets callers from outside of the cluster near pods that keep data or credentials. */
import type { WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { type Nearest, nearestIn } from './nearest.ts';

/**
 * Whether one of the workloads answers callers from outside of the cluster (a published Service, an Ingress, a route, a port of the node) and
 * another one keeps data or credentials. Without a policy, the first can connect to the second.
 */
export function reachesData(all: readonly Located<WorkloadFacts>[], index: WorkspaceIndex): boolean {
  const keepers = all.filter(({ fact }) => fact.keeps);
  if (keepers.length === 0 || all.length < 2) return false;
  const nearest = nearestIn(index);
  return all.some((one) => keepers.some((keeper) => keeper !== one) && isExposed(one, nearest));
}

function isExposed({ fact: workload, place }: Located<WorkloadFacts>, nearest: Nearest): boolean {
  if (workload.ports.some(({ onHost }) => onHost)) return true;
  return nearest
    .servicesOf({ workload, path: place.unit.path })
    .some(
      (service) =>
        service.fact.published ||
        nearest.patchesOf(service).some(({ published }) => published) ||
        nearest.referencesTo(service).some(({ type }) => LEADS_IN.test(type)),
    );
}

/** The kinds of `service-reference.ts` that lead in callers from outside of the cluster: not those of the API server, nor a mesh's own. */
const LEADS_IN = /^Ingress|Route$|^(?:HTTPProxy|VirtualServer|VirtualServerRoute|TransportServer)$/;
