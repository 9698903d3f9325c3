import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { ciliumSelectors } from '../../kubernetes/cilium.ts';
import { generatesPolicies } from '../../kubernetes/generated-policies.ts';
import type { Selector } from '../../kubernetes/selectors.ts';
import type { Span } from '../../text/span.ts';

/** Another engine's policy (Cilium, Calico, AdminNetworkPolicy). */
export interface ForeignPolicyFacts {
  readonly kind: 'foreign-policy';
  readonly type: string;
  readonly namespace: string | undefined;
  /** A pod is selected if one of them matches. `undefined`: the selection is unknown. */
  readonly selectors: readonly Selector[] | undefined;
  readonly at: Span;
}

/** Reads any network policy that is not the Kubernetes NetworkPolicy, and objects that generate policies; `undefined` for others. */
export function foreignPolicyFacts(object: KubernetesObject): ForeignPolicyFacts | undefined {
  const { kind, apiVersion, namespace, nameSpan: at } = object;
  if (generatesPolicies(object))
    return { kind: 'foreign-policy', type: kind, namespace: undefined, selectors: undefined, at };
  if (!/NetworkPolicy$/.test(kind) || apiVersion.startsWith('networking.k8s.io/')) return undefined;
  return { kind: 'foreign-policy', type: kind, namespace, selectors: ciliumSelectors(object), at };
}
