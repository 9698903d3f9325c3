import { objectName } from '../../checks/shown-name.ts';
import { narrowRoutes } from '../../fixes/gateway-routes.ts';
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
    *'object:Gateway'(gateway, ctx) {
      const { object, listeners } = gateway;
      for (const one of listeners) {
        const { name, from, selector } = one;
        const empty = from.value === 'Selector' && selector && isEmpty(selector) ? selector.node : undefined;
        if (!from.at || (from.value !== 'All' && !empty)) continue;
        const listener = name.value === undefined ? 'A listener' : `Listener \`${name.value}\``;
        const evidence = empty ? 'its `selector` is empty' : '`from: All`';
        yield {
          at: from.at,
          message: `${listener} of ${objectName(object)} accepts routes from all namespaces: ${evidence}`,
          fixes: () => narrowRoutes(gateway, one, ctx),
        };
      }
    },
  },
);
