/** The Pod Security Standard that a namespace can enforce without refusing pods that the workspace shows. */
import type { NamespaceObject } from '../kubernetes/kinds/namespace.ts';
import { lowest, type PodSecurityLevel } from '../kubernetes/pod-security/judge.ts';
import { ENFORCE } from '../kubernetes/pod-security/labels.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { podsIn } from '../workspace/keys.ts';
import { factsNear } from './may-be-selected.ts';

/**
 * The highest level that all workloads meet which may run in the namespace, those too of which only the command that applies them says it. 'baseline'
 * where none is sure to run in it, or operators make some. 'privileged' where nothing more is safe: an unknown setting; a proxy that a service mesh adds, which needs
 * `NET_ADMIN` unless the mesh has a CNI plugin (Istio, "Install Istio with Pod Security Admission", read on 2026-11-30); an older version of the standards.
 */
export function possibleLevel(namespace: NamespaceObject, workspace: WorkspaceIndex): PodSecurityLevel {
  const { object, mesh } = namespace;
  if (mesh !== undefined || (object.labels.get(`${ENFORCE}-version`) ?? 'latest') !== 'latest') return 'privileged';
  const pods = madePods(namespace, workspace);
  const near = namesOf(namespace)
    .flatMap((name) => factsNear(name, workspace))
    .filter(({ inCluster, type }) => inCluster && type !== 'PodTemplate');
  const isSure = near.some(({ namespace }) => namespace !== undefined);
  const levels = near.map(
    (one): PodSecurityLevel => (one.mesh === 'istio' || one.mesh === 'linkerd' ? 'privileged' : one.podSecurity),
  );
  return lowest([...levels, isSure && pods.length === 0 ? 'restricted' : 'baseline']);
}

/** The objects from which operators make pods in the namespace: `Kafka orders`. The workspace does not show these pods. Sorted. */
export const madePods = (namespace: NamespaceObject, workspace: WorkspaceIndex): readonly string[] =>
  namesOf(namespace)
    .flatMap((name) => workspace.of('made-pods', podsIn(name)))
    .map(({ fact: { type, name } }) => (name === '' ? type : `${type} ${name}`))
    .sort();

/** A kustomization that sets the namespace of its parts gives this one that name too. */
const namesOf = ({ object }: NamespaceObject): string[] => [...new Set([object.name, object.namespace ?? object.name])];
