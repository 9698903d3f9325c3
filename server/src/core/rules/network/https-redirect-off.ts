import { ObjectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** The switch of the NGINX Ingress Controller and of old releases of HAProxy Ingress. */
const WITHOUT_NAME = 'ingress.kubernetes.io/ssl-redirect';

/** Switches that keep HTTP beside HTTPS. Sources: ingress-nginx, "Annotations"; NGINX Ingress Controller; HAProxy Ingress; GKE (`allow-http`, on by default); read 2026-11-29. */
const SWITCHES = new Set([
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'nginx.org/redirect-to-https',
  WITHOUT_NAME,
  'haproxy-ingress.github.io/ssl-redirect',
  'haproxy.org/ssl-redirect',
]);

/** Prefixes of controllers that do not read `WITHOUT_NAME`. Sources: ingress-nginx, Traefik, AWS Load Balancer Controller and AGIC, "Annotations", read 2026-11-30. */
const OF_OTHERS = /^(?:nginx|traefik|alb|appgw)\.ingress\.kubernetes\.io\//;

export default rule(
  {
    id: 'network/https-redirect-off',
    title: 'Plain HTTP beside HTTPS',
    why: 'The site has a certificate, and answers without it too. A browser that is sent to the plain address once, by a link or an attacker on the way, sends its cookies in plain text. The redirect costs nothing and is the default.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-319'], nsa: ['Encryption'] },
  },
  {
    *'object:Ingress'({ object, tls, annotations }, ctx) {
      if (!tls || tls.length === 0) return;
      const isOfOthers = annotations.some(({ key }) => OF_OTHERS.test(key));
      for (const { key, value, at, node } of annotations) {
        if (!SWITCHES.has(key) || value !== 'false' || (key === WITHOUT_NAME && isOfOthers)) continue;
        yield {
          at,
          message: `${ObjectName(object)} answers in plain HTTP although it has a certificate: \`${key}\` is off`,
          fixes: () =>
            fixIf(
              'Remove the annotation',
              'review',
              () => deleteNode(ctx, node),
              [removes(object, 'metadata', 'annotations', key)],
              [
                'clients that do not follow redirects, such as probes and ACME challenges, need an Ingress of their own',
              ],
            ),
        };
      }
    },
  },
);
