import { ObjectName } from '../../checks/shown-name.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'mesh/everyone-allowed',
    title: 'Authorization that allows everyone',
    why: 'An empty rule of an `AuthorizationPolicy` matches every request. The policy then looks like a border, and an attacker in any pod, or outside, passes it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { nist800190: ['4.3.3'], cwe: ['CWE-284'] },
  },
  {
    *object(object) {
      if (object.partial) return;
      const group = groupOf(object.apiVersion);
      if (group === 'security.istio.io' && object.kind === 'AuthorizationPolicy') yield* ofIstio(object);
      else if (group === 'policy.linkerd.io') yield* ofLinkerd(object);
    },
  },
);

function* ofIstio(object: KubernetesObject): Iterable<Finding> {
  const action = object.lens.get('spec', 'action');
  if ((!action.absent && action.text !== 'ALLOW') || action.hidden) return;
  for (const item of object.lens.get('spec', 'rules').items())
    if (item.map && item.map.entries.length === 0 && item.map.merges.length === 0 && !item.more)
      yield { at: item.at, message: `${ObjectName(object)} allows every request: its rule is empty` };
}

/** Source: Linkerd, the definitions in `charts/linkerd-crds/templates/policy`, read 2026-11-30. */
function* ofLinkerd(object: KubernetesObject): Iterable<Finding> {
  const name = ObjectName(object);
  const client = object.lens.get('spec', 'client');
  const open = client.get('unauthenticated');
  const isFromAnywhere = object.kind === 'ServerAuthorization' && client.get('networks').absent;
  if (isFromAnywhere && open.at && booleanOf(open))
    yield { at: open.at, message: `${name} allows every client: \`unauthenticated: true\`` };
  const identities = isFromAnywhere
    ? client.get('meshTLS', 'identities')
    : object.kind === 'MeshTLSAuthentication'
      ? object.lens.get('spec', 'identities')
      : undefined;
  const all = identities?.items().find(({ text }) => text === '*');
  if (all) yield { at: all.at, severity: 'info', message: `${name} allows every pod of the mesh: \`*\`` };
}
