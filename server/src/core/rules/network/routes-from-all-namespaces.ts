import { removes, sets } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar, deleteNode } from '../../fixes/yaml-node.ts';
import { isEmpty } from '../../kubernetes/selectors.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/routes-from-all-namespaces',
    title: 'Gateway accepts routes from all namespaces',
    why: 'A user who may create routes in any namespace of the cluster can attach one to the listener. An attacker with one namespace claims a path of another team’s site, such as its login page, and receives its requests with their cookies. A route for `/.well-known/acme-challenge/` is enough to get a certificate for the site.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'exposure'],
    refs: { cwe: ['CWE-668'] },
  },
  {
    *'object:Gateway'({ object, listeners }, ctx) {
      for (const { name, from, selector } of listeners) {
        const empty = from.value === 'Selector' && selector && isEmpty(selector) ? selector.node : undefined;
        if (!from.at || (from.value !== 'All' && !empty)) continue;
        const listener = name.value === undefined ? 'A listener' : `Listener \`${name.value}\``;
        const namespaces = ['spec', 'listeners', name.value ?? '*', 'allowedRoutes', 'namespaces'];
        const evidence = empty ? 'its `selector` is empty' : '`from: All`';
        yield {
          at: from.at,
          message: `${listener} of \`${object.name || object.kind}\` accepts routes from all namespaces: ${evidence}`,
          fixes: fixIf(
            'Accept routes from the same namespace only: `from: Same`',
            'review',
            () => {
              const narrowed = changeScalar(ctx, from.node, 'Same');
              if (!empty) return narrowed;
              const removed = deleteNode(ctx, empty);
              return narrowed.length > 0 && removed.length > 0 ? [...narrowed, ...removed] : [];
            },
            [sets(object, ...namespaces, 'from'), ...(empty ? [removes(object, ...namespaces, 'selector')] : [])],
            [
              'routes in other namespaces are detached: if there are any, use `from: Selector` with a label of their namespaces',
            ],
          ),
        };
      }
    },
  },
);
