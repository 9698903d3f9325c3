import { sets } from '../../fixes/effect.ts';
import { useMeantName } from '../../fixes/meant-name.ts';
import { isObjectName } from '../../kubernetes/object-name.ts';
import { rule } from '../../rule/rule.ts';
import { chartOf } from '../../workspace/deployments.ts';
import { mayBeSame } from '../../workspace/keys.ts';

export default rule(
  {
    id: 'rbac/missing-account',
    title: 'Account is defined nowhere',
    why: 'Kubernetes starts no pod whose account does not exist. Anyone who may create accounts in the namespace can create it, and roles that are bound to the name already apply at once: an attacker gets rights that were meant for another program.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'review',
    setting: 'serviceAccountToken',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege', 'cross-file'],
    refs: {
      cwe: ['CWE-672'],
      'kube-linter': ['non-existent-service-account'],
      kubescape: ['C-0307', 'non-existent-service-account'],
    },
  },
  {
    *workload(workload, ctx) {
      const { object, serviceAccountName: account } = workload;
      const name = account.value || 'default';
      if (object.partial || account.unknown || !account.at || name === 'default' || !ctx.workspace.complete) return;
      if (!isObjectName(name)) return;
      const defined = ctx.workspace.of('service-account', name);
      if (defined.some(({ fact }) => mayBeSame(fact.namespace, object.namespace))) return;
      // An account of the same chart whose name a template gives may be this one.
      const chart = chartOf(ctx.unit.path);
      const unnamed = ctx.workspace.of('service-account', '');
      if (chart !== undefined && unnamed.some(({ place }) => chartOf(place.unit.path) === chart)) return;
      yield {
        at: account.at,
        message: `No file defines the account \`${name}\`${object.namespace === undefined ? '' : ` in \`${object.namespace}\``}`,
        related: defined
          .slice(0, 1)
          .map(({ place, fact }) => ({ place, message: `it exists in \`${fact.namespace}\`` })),
        fixes: () => {
          const near = ctx.workspace
            .of('service-account')
            .filter(({ fact }) => mayBeSame(fact.namespace, object.namespace));
          const effect = sets(workload, 'serviceAccountName');
          const names = near.map(({ fact }) => fact.name);
          return useMeantName(ctx, { node: account.node, name }, names, 'the account', effect);
        },
      };
    },
  },
);
