/** ReferenceGrant, gateway.networking.k8s.io. Source: Gateway API reference v1.4, ReferenceGrantSpec. */
import type { Span } from '../../text/span.ts';
import type { Setting } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface ReferenceGrantObject extends TypedObject {
  /** The namespaces whose objects may refer, one for each item of `from`. */
  readonly from: readonly Setting<string>[];
  /** What objects of other namespaces may refer to. */
  readonly to: readonly GrantedKind[];
}

export interface GrantedKind {
  readonly kind: Setting<string>;
  /** Absent and '': every object of the kind. */
  readonly name: Setting<string>;
  /** The item of `to`. Unit-relative. */
  readonly at: Span;
}

export default kind({
  name: 'ReferenceGrant',
  kinds: ['ReferenceGrant'],
  groups: ['gateway.networking.k8s.io'],
  read: (fields, object): ReferenceGrantObject => ({
    object,
    from: fields.maps('spec', 'from').map((one) => one.text('namespace')),
    to: fields.maps('spec', 'to').map((one) => ({ kind: one.text('kind'), name: one.text('name'), at: one.at })),
  }),
});
