/** Gateway, gateway.networking.k8s.io. Source: Gateway API reference v1, GatewaySpec and RouteNamespaces. */
import type { YamlNode } from '../../yaml/node.ts';
import type { Setting } from '../../yaml/setting.ts';
import type { Fields } from '../kind/fields.ts';
import { kind, type TypedObject } from '../kind/kind.ts';

export interface GatewayObject extends TypedObject {
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly name: Setting<string>;
  /** Whose routes may attach: `All`, `Selector`, `Same`, `None`. `Same` when absent. */
  readonly from: Setting<string>;
  /** A `selector` that selects every namespace: `{}`. The API ignores it without `from: Selector`. */
  readonly emptySelector: YamlNode | undefined;
}

const NAMESPACES = ['allowedRoutes', 'namespaces'] as const;

function emptySelector(listener: Fields): YamlNode | undefined {
  const { pairs, unknown } = listener.pairs(...NAMESPACES, 'selector');
  return pairs.length === 0 && !unknown ? listener.text(...NAMESPACES, 'selector').node : undefined;
}

export default kind({
  name: 'Gateway',
  kinds: ['Gateway'],
  groups: ['gateway.networking.k8s.io'],
  read: (fields, object): GatewayObject => ({
    object,
    listeners: fields.maps('spec', 'listeners').map((listener) => ({
      name: listener.text('name'),
      from: listener.text(...NAMESPACES, 'from'),
      emptySelector: emptySelector(listener),
    })),
  }),
});
