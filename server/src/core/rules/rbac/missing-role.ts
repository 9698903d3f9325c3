import { isBuiltInName } from '../../families/role-permission.ts';
import { sets } from '../../fixes/effect.ts';
import { useMeantName } from '../../fixes/meant-name.ts';
import { isObjectName } from '../../kubernetes/object-name.ts';
import { rule } from '../../rule/rule.ts';
import { chartOf } from '../../workspace/deployments.ts';
import { mayBeSame } from '../../workspace/keys.ts';
import { mayBeMadeElsewhere, namesBeforeAffixes } from '../../workspace/made-elsewhere.ts';

/** A role that every cluster has in `kube-system`, for servers of aggregated APIs. */
const FOR_SERVERS = 'extension-apiserver-authentication-reader';

export default rule(
  {
    id: 'rbac/missing-role',
    title: 'Binding to a role that is defined nowhere',
    why: 'The binding grants nothing until the role exists. Who may create roles of this name then decides what the subjects may do. Until then their program is refused, and people in a hurry bind a wider role instead.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'cross-file'],
    refs: { cwe: ['CWE-672'], polaris: ['~rolebindingRolePodExecAttach', '~rolebindingClusterRolePodExecAttach'] },
  },
  {
    *'object:RoleBinding'({ object, role }, ctx) {
      const { value: name = '', at, node } = role.name;
      const type = role.kind.value;
      if (!at || !type || object.partial || !object.namespaceKnown || !ctx.workspace.complete) return;
      if (!isObjectName(name) || isBuiltInName(name) || name === FOR_SERVERS) return;
      const isMeant = (fact: { readonly type: string; readonly namespace: string | undefined }): boolean =>
        fact.type === type && (type === 'ClusterRole' || mayBeSame(fact.namespace, object.namespace));
      const named = ctx.workspace.of('role', name);
      if (named.some(({ fact }) => isMeant(fact))) return;
      const isRenamed = (before: string): boolean => ctx.workspace.of('role', before).some(({ fact }) => isMeant(fact));
      if (namesBeforeAffixes(ctx.workspace, name).some(isRenamed)) return;
      if (mayBeMadeElsewhere(ctx.workspace, ctx.unit.path, type === 'ClusterRole' ? 'any' : object.namespace)) return;
      // A role of the same chart whose name a template gives may be this one.
      const chart = chartOf(ctx.unit.path);
      const unnamed = ctx.workspace.of('role', '');
      if (chart !== undefined && unnamed.some(({ fact, place }) => isMeant(fact) && chartOf(place.unit.path) === chart))
        return;
      yield {
        at,
        message: `No file defines the ${type} \`${name}\``,
        related: named
          .slice(0, 1)
          .map(({ place, fact }) => ({ place, message: `this ${fact.type} has the same name` })),
        fixes: () => {
          const others = ctx.workspace.of('role').flatMap(({ fact }) => (isMeant(fact) ? fact.name : []));
          return useMeantName(ctx, { node, name }, others, `the ${type}`, sets(object, 'roleRef', 'name'), [
            'the API server changes no `roleRef`: delete the binding before you apply the new one',
          ]);
        },
      };
    },
  },
);
