import { needOfCluster } from '../../checks/cluster-wide-power.ts';
import { objectName } from '../../checks/shown-name.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import type { RoleFacts } from '../../kubernetes/kinds/role.ts';
import type { RoleBindingObject } from '../../kubernetes/kinds/role-binding.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import type { Located } from '../../workspace/index.ts';

/** Built-in users and groups that cover all unauthenticated callers, all authenticated callers or all ServiceAccounts. */
const ANYONE = new Set([
  'system:anonymous',
  'system:unauthenticated',
  'system:authenticated',
  'system:serviceaccounts',
]);
/** Bindings that Kubernetes and GKE create. The CIS benchmark (5.1.1) advises not to change them. */
const BUILT_IN = /^(?:system:|gce:|cluster-admin$)/;

export default rule(
  {
    id: 'rbac/cluster-admin-binding',
    title: 'Binding to cluster-admin',
    why: 'The role `cluster-admin` allows everything: reading every secret, running a privileged pod on every node, changing permissions. An attacker who takes over one subject of the binding, for instance through a vulnerable pod that runs under its ServiceAccount, controls the whole cluster.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'cross-file'],
    refs: {
      cisKubernetes: ['5.1.1'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0111'],
      'kube-linter': ['cluster-admin-role-binding'],
      kubescape: ['C-0185', '~C-0035'],
      kyverno: ['restrict-binding-clusteradmin'],
      polaris: [
        '~clusterrolebindingClusterAdmin',
        '~rolebindingClusterAdminClusterRole',
        '~rolebindingClusterAdminRole',
      ],
      datree: ['CIS_INVALID_ROLE_CLUSTER_ADMIN'],
      kics: ['249328b8-5f0f-409f-b1dd-029f07882e11'],
    },
  },
  {
    *'object:RoleBinding'(binding, ctx) {
      const { object, role, clusterWide, subjects } = binding;
      const { value: name, at } = role.name;
      if (!at || BUILT_IN.test(object.name)) return;
      const isClusterAdmin = role.kind.value === 'ClusterRole' && name === 'cluster-admin';
      const customRole = roleThatGrantsAll(binding, ctx);
      if (!isClusterAdmin && !customRole) return;
      const anyone = subjects.find((s) => s.name.value !== undefined && ANYONE.has(s.name.value));
      const where = clusterWide ? 'the cluster' : 'its namespace';
      const need =
        clusterWide && !anyone ? subjects.map((s) => needOfCluster(s, ctx.workspace)).find(Boolean) : undefined;
      const grants = grantees(binding) + (need && subjects.length === 1 ? `, ${need},` : '');
      yield {
        at,
        severity: anyone ? 'error' : clusterWide ? undefined : 'info',
        message: `${anyone ? `Everyone in \`${anyone.name.value}\`` : grants} may do anything in ${where} through \`${name}\``,
        related: customRole
          ? [{ place: customRole.place, message: 'this role allows every verb on every resource' }]
          : [],
        // Everyone should not have `edit` either.
        fixes: isClusterAdmin && need === undefined && !anyone ? lesserRole(binding, ctx) : [],
      };
    },
  },
);

/** The role in the workspace that the binding refers to, if it allows everything. */
function roleThatGrantsAll({ object, role }: RoleBindingObject, ctx: Context): Located<RoleFacts> | undefined {
  const name = role.name.value;
  if (name === undefined) return undefined;
  return ctx.workspace
    .of('role', name)
    .find(
      ({ fact }) =>
        fact.grantsAll &&
        fact.type === role.kind.value &&
        (fact.type === 'ClusterRole' || fact.namespace === object.namespace),
    );
}

function grantees({ subjects, object }: RoleBindingObject): string {
  const names = subjects.flatMap((s) => (s.name.value === undefined ? [] : [`\`${s.name.value}\``]));
  if (names.length === 0) return `Every subject of ${objectName(object)}`;
  return names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
}

/** `admin` is meant for one namespace. For the whole cluster, `edit` is the widest built-in role that cannot change roles. */
function lesserRole({ object, role, clusterWide }: RoleBindingObject, ctx: Context): Fix[] {
  const lesser = clusterWide ? 'edit' : 'admin';
  return fixIf(
    `Bind to \`${lesser}\``,
    'review',
    () => changeScalar(ctx, role.name.node, lesser),
    [sets(object, 'roleRef', 'name')],
    [
      ...(clusterWide
        ? [
            'if no program of the account calls the API server, delete the binding instead: for the whole cluster `edit` still reads every Secret and starts pods as any account',
          ]
        : []),
      `check that \`${lesser}\` is enough, or write a narrower role`,
      'delete the binding before you apply it: `roleRef` cannot be changed',
    ],
  );
}
