import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { ciliumSelectors } from '../../kubernetes/cilium.ts';
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

/** Reads any network policy that is not the Kubernetes NetworkPolicy; `undefined` for other objects. */
export function foreignPolicyFacts(object: KubernetesObject): ForeignPolicyFacts | undefined {
  if (!/NetworkPolicy$/.test(object.kind) || object.apiVersion.startsWith('networking.k8s.io/')) return undefined;
  const selectors = ciliumSelectors(object);
  return {
    kind: 'foreign-policy',
    type: object.kind,
    namespace: object.namespace,
    selectors,
    at: object.nameSpan,
  };
}
