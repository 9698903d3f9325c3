/** The routes of the workspace that are attached to a listener of a Gateway. */
import type { GatewayObject, Listener } from '../kubernetes/kinds/gateway.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { mayBeSame, UNKNOWN_GATEWAY } from '../workspace/keys.ts';

/**
 * The namespaces of the routes that other namespaces attach to the listener, with the Gateway's own one first; empty if only its own namespace does.
 * `undefined`: there may be some whose namespace, or that of the Gateway, is not known, or that no file holds, as where none is attached at all. A route that names no namespace of its Gateway means its own.
 */
export function namespacesAttachedTo(
  { object }: GatewayObject,
  { name }: Listener,
  workspace: WorkspaceIndex,
): readonly string[] | undefined {
  const keys = object.name === '' ? [undefined] : [object.name, UNKNOWN_GATEWAY];
  const others = new Set<string>();
  let isAny = false;
  let own = object.namespace;
  for (const { fact: route } of keys.flatMap((key) => workspace.of('gateway-route', key))) {
    const isMeant = !route.listener || name.value === undefined || route.listener === name.value;
    const namespace = route.gatewayNamespace === '' ? route.namespace : route.gatewayNamespace;
    if (!isMeant || !mayBeSame(namespace, object.namespace)) continue;
    isAny = true;
    if (route.gatewayNamespace === '') continue;
    if (route.namespace === undefined || route.gatewayNamespace === undefined) return undefined;
    own ??= route.gatewayNamespace;
    if (route.namespace !== route.gatewayNamespace) others.add(route.namespace);
  }
  if (!isAny) return undefined;
  return others.size === 0 || own === undefined ? [] : [own, ...[...others].sort()];
}
