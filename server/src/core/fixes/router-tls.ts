/** Gives a Route of OpenShift TLS, which ends at the router. */
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { setPath } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { sets } from './effect.ts';
import { fixIf, yamlOf } from './fix.ts';

/** The certificate is that of the router, for the hosts below its domain. Source: OpenShift documentation, "Configuring Routes", read on 2026-12-01. */
export function routerTls(object: KubernetesObject, ctx: Context): Fix[] {
  const { node, lens } = object;
  const unit = yamlOf(ctx);
  const edge = { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' };
  const at = lens.get('spec', 'host').absent ? [] : ['the certificate of the router has to be valid for the host'];
  return fixIf(
    'Add TLS at the router',
    'review',
    () => (unit && !isShared(unit, node) ? setPath(unit, node, ['spec', 'tls'], edge) : []),
    [sets(object, 'spec', 'tls')],
    ['Clients that do not follow redirects need the new URL', ...at],
  );
}
