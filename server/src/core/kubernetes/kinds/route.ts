/** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute, gateway.networking.k8s.io. Source: Gateway API reference v1.4, CommonRouteSpec and ParentReference. */
import type { Span } from '../../text/span.ts';
import { type Setting, UNSEEN } from '../../yaml/setting.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface RouteObject extends TypedObject {
  /** The Gateways that it is attached to, without Services and other kinds. */
  readonly parents: readonly RouteParent[];
  /** It may be attached to others that the file does not show. */
  readonly hasMore: boolean;
}

export interface RouteParent {
  readonly name: Setting<string>;
  /** The namespace of the Gateway. Absent: that of the route. */
  readonly namespace: Setting<string>;
  /** The listener. Absent and '': all of them. */
  readonly section: Setting<string>;
}

/** A Gateway to which a route is attached. */
export interface GatewayRouteFacts {
  readonly kind: 'gateway-route';
  /** The namespace of the route; `undefined` when it is chosen when the manifests are applied. */
  readonly namespace: string | undefined;
  /** The name of the Gateway; `undefined` when unknown. */
  readonly gateway: string | undefined;
  /** The namespace of the Gateway as the reference names it; '' when it names none, which means that of the route; `undefined` when unknown. */
  readonly gatewayNamespace: string | undefined;
  /** The listener that it names; '' when it names none; `undefined` when unknown. */
  readonly listener: string | undefined;
  readonly at: Span;
}

const ANY_PARENT: RouteParent = { name: UNSEEN, namespace: UNSEEN, section: UNSEEN };

/** The text of a field; '' when it is absent, and `undefined` when its value is unknown. */
const textOf = ({ value, unknown }: Setting<string>): string | undefined => value ?? (unknown ? undefined : '');

export default kind({
  name: 'Route',
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  groups: ['gateway.networking.k8s.io'],
  read: (fields, object): RouteObject => ({
    object,
    parents: fields
      .maps('spec', 'parentRefs')
      .filter((parent) => ['Gateway', ''].includes(textOf(parent.text('kind')) ?? 'Gateway'))
      .map((parent) => ({
        name: parent.text('name'),
        namespace: parent.text('namespace'),
        section: parent.text('sectionName'),
      })),
    hasMore: fields.maps('spec', 'parentRefs').length === 0,
  }),
  facts: ({ object, parents, hasMore }): readonly GatewayRouteFacts[] =>
    [...parents, ...(hasMore ? [ANY_PARENT] : [])].map(({ name, namespace, section }) => ({
      kind: 'gateway-route',
      namespace: object.namespace,
      gateway: name.value,
      gatewayNamespace: textOf(namespace),
      listener: textOf(section),
      at: object.nameSpan,
    })),
});
