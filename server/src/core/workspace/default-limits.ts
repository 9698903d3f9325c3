/** The limits that a namespace gives to containers without one. Source: Kubernetes documentation, "Limit Ranges". */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { LimitRangeFacts } from '../kubernetes/kinds/limit-range.ts';
import { deploymentsOf } from './deployments.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { ANY_NAMESPACE, inNamespace } from './keys.ts';

/**
 * Whether a container of `object`, in the file at `path`, may get a limit for a resource (`memory`, `cpu`) from a LimitRange of its namespace. If
 * one of the two namespaces is chosen when the manifests are applied, the files that are deployed together count.
 */
export function mayHaveDefaultLimit(
  { namespace, namespaceKnown }: KubernetesObject,
  path: string,
  resource: string,
  index: WorkspaceIndex,
): boolean {
  if (!index.has('limit-range')) return false;
  const limits = ({ fact }: Located<LimitRangeFacts>): boolean => fact.unknown || fact.defaults.includes(resource);
  const known = namespaceKnown && namespace !== undefined;
  if (known && index.of('limit-range', inNamespace(namespace)).some(limits)) return true;
  const others = (known ? index.of('limit-range', ANY_NAMESPACE) : index.of('limit-range')).filter(limits);
  return others.length > 0 && deploymentsOf(index).among(others)([path]).length > 0;
}
