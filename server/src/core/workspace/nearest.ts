/**
 * Decides which of several objects with fitting names or labels is meant. Folders beside each other often hold the same application for different
 * clusters (`aks/`, `gke/`): what one of them declares says nothing about the others.
 */
import { isComparedByTests } from '../files/folder-names.ts';
import type { KubernetesServiceFacts } from '../kubernetes/kinds/service.ts';
import { posix } from '../text/paths.ts';
import { deploymentsOf } from './deployments.ts';
import type { ServiceReferenceFacts } from './facts/service-reference.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { mayBeSame } from './keys.ts';

/** A workload and the path of its file. */
export interface PlacedWorkload {
  readonly workload: WorkloadFacts;
  readonly path: string;
}

/** The answers hold for the facts of the moment: do not keep the object. */
export interface Nearest {
  /** The Services that lead to the pods of a workload. */
  servicesOf(one: PlacedWorkload): readonly Located<KubernetesServiceFacts>[];
  /** What is deployed with a Service and changes it: objects of its name that select no pods of their own, such as patches of an overlay. */
  patchesOf(service: Located<KubernetesServiceFacts>): readonly KubernetesServiceFacts[];
  /** The objects that lead callers to a Service. */
  referencesTo(service: Located<KubernetesServiceFacts>): readonly ServiceReferenceFacts[];
}

export function nearestIn(index: WorkspaceIndex): Nearest {
  const deployments = deploymentsOf(index);
  const services = index.of('kubernetes-service');
  const workloadsWith = deployments.among(index.of('workload'));
  const servicesWith = deployments.among(services);
  const names = new Map<string, WorkloadNames>();
  const workloadNames = (path: string): WorkloadNames => {
    const known = names.get(path) ?? namesOf(workloadsWith([path]).map(({ fact }) => fact));
    names.set(path, known);
    return known;
  };
  /** Whether the file at `path` belongs to another deployment of the application in the file at `other`, with Services of its own. */
  const isOtherVariant = (path: string, other: string): boolean => {
    if (deployments.together(path, other) || servicesWith([path]).length === 0) return false;
    const there = workloadNames(other);
    return [...workloadNames(path)].some(([name, namespaces]) =>
      namespaces.some((one) => there.get(name)?.some((another) => mayBeSame(one, another))),
    );
  };
  const namesakesOf = ({ fact }: Located<KubernetesServiceFacts>): readonly Located<KubernetesServiceFacts>[] =>
    services.filter((other) => other.fact.name === fact.name && mayBeSame(other.fact.namespace, fact.namespace));
  /** Whether each port of a Service is a name that these pods do not declare, but others that it selects, or in files that are not deployed with it. */
  const isForOthers = ({ fact, place }: Located<KubernetesServiceFacts>, { workload, path }: PlacedWorkload): boolean =>
    !workload.partial &&
    workload.ports.length > 0 &&
    fact.ports.length > 0 &&
    fact.ports.every(
      ({ targetPort }) =>
        targetPort !== undefined &&
        /[a-z]/i.test(targetPort) &&
        !declares(workload, targetPort) &&
        (index.of('workload').some((other) => selects(fact, other.fact) && declares(other.fact, targetPort)) ||
          !deployments.together(path, place.unit.path)),
    );
  return {
    servicesOf: (one) =>
      services.filter(
        (service) =>
          selects(service.fact, one.workload) &&
          !isOfOtherTest(service.place.unit.path, one.path) &&
          !isOtherVariant(one.path, service.place.unit.path) &&
          !isForOthers(service, one),
      ),
    patchesOf: (service) =>
      namesakesOf(service).flatMap(({ fact, place }) =>
        fact.selector === undefined && deployments.together(place.unit.path, service.place.unit.path) ? [fact] : [],
      ),
    referencesTo(service) {
      const { fact, place } = service;
      const namesakes = namesakesOf(service);
      return index.of('service-reference').flatMap((reference) => {
        if (reference.fact.service !== fact.name || !mayBeSame(reference.fact.namespace, fact.namespace)) return [];
        const from = reference.place.unit.path;
        const isWith = (path: string): boolean => deployments.together(from, path);
        // A namesake beside the reference is the one it means.
        return isWith(place.unit.path) || !namesakes.some((other) => isWith(other.place.unit.path))
          ? [reference.fact]
          : [];
      });
    },
  };
}

/** Whether a file is data of a test, and the other one is not, or of another test: nothing is deployed with it. */
const isOfOtherTest = (path: string, other: string): boolean =>
  isComparedByTests(path) && posix.dirname(path) !== posix.dirname(other);

/** A name of a port leads to the pods with such a port only: the others are no endpoints of the Service. Source: the Service API, `targetPort`, read 2026-11-30. */
const declares = ({ ports }: WorkloadFacts, name: string): boolean => ports.some((port) => port.name === name);

/** The namespaces of workloads by kind and name, which two objects of a namespace cannot share. */
type WorkloadNames = ReadonlyMap<string, readonly (string | undefined)[]>;

function namesOf(workloads: readonly WorkloadFacts[]): WorkloadNames {
  const names = new Map<string, (string | undefined)[]>();
  for (const { type, name, namespace } of workloads) {
    // The cluster makes up the name.
    if (name === '') continue;
    const key = JSON.stringify([type, name]);
    const same = names.get(key);
    if (same) same.push(namespace);
    else names.set(key, [namespace]);
  }
  return names;
}

/** Whether a Service may lead to the pods. Namespaces that are not written may be the same. */
function selects({ selector, namespace }: KubernetesServiceFacts, workload: WorkloadFacts): boolean {
  if (!selector || selector.length === 0 || !mayBeSame(namespace, workload.namespace)) return false;
  const labels = new Map(workload.labels);
  return selector.every(([key, value]) => labels.get(key) === value);
}
