/** The routes of the workspace that are attached to a listener of a Gateway. */
import type { GatewayObject, Listener } from '../kubernetes/kinds/gateway.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { mayBeSame, UNKNOWN_GATEWAY } from '../workspace/keys.ts';

/**
 * The namespaces of the routes that other namespaces attach to the listener, with the Gateway's own one first; empty if there are no such routes.
 * `undefined`: there may be some whose namespace, or that of the Gateway, is not known. A route that names no namespace of its Gateway means its own.
 */
export function namespacesAttachedTo(
  { object }: GatewayObject,
  { name }: Listener,
  workspace: WorkspaceIndex,
): readonly string[] | undefined {
  const keys = object.name === '' ? [undefined] : [object.name, UNKNOWN_GATEWAY];
  const others = new Set<string>();
  let own = object.namespace;
  for (const { fact: route } of keys.flatMap((key) => workspace.of('gateway-route', key))) {
    const isMeant = !route.listener || name.value === undefined || route.listener === name.value;
    if (!isMeant || route.gatewayNamespace === '' || !mayBeSame(route.gatewayNamespace, object.namespace)) continue;
    if (route.namespace === undefined || route.gatewayNamespace === undefined) return undefined;
    own ??= route.gatewayNamespace;
    if (route.namespace !== route.gatewayNamespace) others.add(route.namespace);
  }
  return others.size === 0 || own === undefined ? [] : [own, ...[...others].sort()];
}
