/** Narrows the namespaces whose routes a listener of a Gateway accepts. */
import { namespacesAttachedTo } from '../checks/attached-routes.ts';
import { type GatewayObject, type Listener, NAMESPACES } from '../kubernetes/kinds/gateway.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { setPath } from '../yaml/edit/edit.ts';
import { removes, sets } from './effect.ts';
import { fixIf, yamlOf } from './fix.ts';
import { changeScalar, deleteNode } from './yaml-node.ts';

/** The label that the API server sets on each namespace. Source: Kubernetes documentation, "Well-Known Labels", since 1.21. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** To the Gateway's own namespace, or to those of the routes that the workspace attaches; no fix if these are not known. */
export function narrowRoutes(gateway: GatewayObject, listener: Listener, ctx: Context): Fix[] {
  const attached = namespacesAttachedTo(gateway, listener, ctx.workspace);
  if (attached === undefined) return [];
  const route = ['spec', 'listeners', listener.name.value ?? '*', ...NAMESPACES];
  const effect = (key: string) => sets(gateway.object, ...route, key);
  const { from } = listener;
  const isSelector = from.value === 'Selector';
  if (attached.length > 0) {
    return fixIf(
      `Accept routes from these namespaces only: ${attached.map((one) => `\`${one}\``).join(', ')}`,
      'review',
      () => both(isSelector ? 'kept' : changeScalar(ctx, from.node, 'Selector'), select()),
      [...(isSelector ? [] : [effect('from')]), effect('selector')],
      ['routes in further namespaces are detached: if there are any, add their names'],
    );
  }
  return fixIf(
    'Accept routes from the same namespace only: `from: Same`',
    'review',
    () => both(changeScalar(ctx, from.node, 'Same'), isSelector ? deleteNode(ctx, listener.selector?.node) : 'kept'),
    [effect('from'), ...(isSelector ? [removes(gateway.object, ...route, 'selector')] : [])],
    [
      'routes in other namespaces are detached: if there are any, use `from: Selector` with a label of their namespaces',
    ],
  );

  function select(): TextEdit[] {
    const unit = yamlOf(ctx);
    const value = { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: [...(attached ?? [])] }] };
    return unit ? setPath(unit, listener.node, [...NAMESPACES, 'selector'], value, { after: ['from'] }) : [];
  }
}

/** Two edits, or none if one of them is impossible. */
const both = (first: TextEdit[] | 'kept', second: TextEdit[] | 'kept'): TextEdit[] => {
  const edits = [first, second].filter((one) => one !== 'kept');
  return edits.every((one) => one.length > 0) ? edits.flat() : [];
};
