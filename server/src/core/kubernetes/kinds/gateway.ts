/** Gateway, gateway.networking.k8s.io. Source: Gateway API reference v1, GatewaySpec and RouteNamespaces. */
import type { Span } from '../../text/span.ts';
import type { YamlMap } from '../../yaml/node.ts';
import type { Setting } from '../../yaml/setting.ts';
import type { FoundSelector } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface GatewayObject extends TypedObject {
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly name: Setting<string>;
  /** `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`, or one of an implementation. */
  readonly protocol: Setting<string>;
  /** '' and absent stand for every host. */
  readonly hostname: Setting<string>;
  /** The item of `listeners`. Unit-relative. */
  readonly at: Span;
  readonly node: YamlMap;
  /** Whose routes may attach: `All`, `Selector`, `Same`, `None`. `Same` when absent. */
  readonly from: Setting<string>;
  /** The labels of those namespaces. The API ignores it without `from: Selector`. */
  readonly selector: FoundSelector | undefined;
}

/** The place of `from` and `selector` in a listener. */
export const NAMESPACES = ['allowedRoutes', 'namespaces'] as const;

export default kind({
  name: 'Gateway',
  kinds: ['Gateway'],
  groups: ['gateway.networking.k8s.io'],
  read: (fields, object): GatewayObject => ({
    object,
    listeners: fields.maps('spec', 'listeners').map((listener) => ({
      name: listener.text('name'),
      protocol: listener.text('protocol'),
      hostname: listener.text('hostname'),
      at: listener.at,
      node: listener.node,
      from: listener.text(...NAMESPACES, 'from'),
      selector: listener.selector(...NAMESPACES, 'selector'),
    })),
  }),
});
