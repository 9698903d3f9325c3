/** NetworkPolicy, networking.k8s.io. */
import type { Span } from '../../text/span.ts';
import { kind, type TypedObject } from '../kind/kind.ts';
import { type NetworkPolicy, readNetworkPolicy } from '../network-policy.ts';

export interface NetworkPolicyObject extends TypedObject {
  /** `undefined` when the object cannot be read as a NetworkPolicy. */
  readonly policy: NetworkPolicy | undefined;
}

export interface PolicyFacts {
  readonly kind: 'policy';
  readonly policy: NetworkPolicy;
  readonly at: Span;
}

export default kind({
  name: 'NetworkPolicy',
  kinds: ['NetworkPolicy'],
  groups: ['networking.k8s.io'],
  read: (_fields, object): NetworkPolicyObject => ({ object, policy: readNetworkPolicy(object) }),
  facts: ({ object, policy }): readonly PolicyFacts[] =>
    policy ? [{ kind: 'policy', policy, at: object.nameSpan }] : [],
});
