import { ObjectName } from '../../checks/shown-name.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { routerTls } from '../../fixes/router-tls.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import type { Annotation, IngressObject, IngressRule } from '../../kubernetes/kinds/ingress.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

/**
 * Annotations that put the certificate in front of the Ingress, in the load balancer of the cloud or in the class's own settings. Sources: AWS Load
 * Balancer Controller, "Ingress annotations"; GKE, "Ingress for external Application Load Balancers"; Azure, "Application Gateway ingress
 * annotations"; Traefik, "Kubernetes Ingress"; Tailscale, "Kubernetes operator"; read 2026-11-29.
 */
const TLS_ELSEWHERE =
  /^(?:alb\.ingress\.kubernetes\.io\/(?:certificate-arn|listen-ports)|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate|traefik\.ingress\.kubernetes\.io\/router\.tls(?:\..+)?|route\.openshift\.io\/termination|external-dns\.alpha\.kubernetes\.io\/cloudflare-proxied)$/;
const CERT_MANAGER = /^cert-manager\.io\/(?:cluster-)?issuer$/;

export default rule(
  {
    id: 'network/ingress-without-tls',
    title: 'Ingress without TLS',
    why: 'Requests to this host travel in plain text. Anyone on the way, such as another user of the same Wi-Fi, reads passwords and session cookies, or changes the pages. Browsers warn their users about such sites.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: {
      cwe: ['CWE-319'],
      nsa: ['Encryption'],
      nist800190: ['4.3.3'],
      kubescape: ['C-0263', 'ingress-no-tls'],
      polaris: ['tlsSettingsMissing'],
      kyverno: ['~require-ingress-https', '~ingress-host-match-tls'],
      gatekeeper: ['~K8sHttpsOnly'],
    },
  },
  {
    *'object:Ingress'(ingress, ctx) {
      const { object, rules, tls, tlsUnknown, annotations } = ingress;
      if (tlsUnknown || annotations.some(({ key }) => TLS_ELSEWHERE.test(key)) || isTailscale(ingress)) return;
      // The certificate is that of the Ingress which this one is a part of.
      if (annotations.some(({ key, value }) => key === 'nginx.org/mergeable-ingress-type' && value === 'minion'))
        return;
      // A certificate without hosts is for every host.
      if (tls?.some(({ hosts }) => !hosts.at || hosts.unknown)) return;
      const covered = tls?.flatMap(({ hosts }) => hosts.items.map(({ text }) => text)) ?? [];
      const bare = rules.filter(({ host }) => !host.unknown && !covered.some((one) => covers(one, host.value ?? '')));
      const [first] = bare;
      if (!first) return;
      const what = first.host.value ? `\`${first.host.value}\`` : 'every host';
      const more = bare.length > 1 ? ` and ${bare.length - 1} more` : '';
      yield {
        at: first.host.at ?? object.nameSpan,
        message: `${ObjectName(object)} serves ${what}${more} without a certificate`,
        fixes: () => (tls === undefined ? addCertificate(ingress, bare, annotations, ctx) : []),
      };
    },
    *object(object, ctx) {
      if (object.kind !== 'Route' || !object.apiVersion.startsWith('route.openshift.io/') || object.fragment) return;
      const tls = object.lens.get('spec', 'tls');
      const insecure = tls.get('insecureEdgeTerminationPolicy');
      const name = ObjectName(object);
      if (tls.absent && !tls.hidden)
        yield {
          at: object.nameSpan,
          message: `${name} takes plain HTTP only`,
          fixes: () => routerTls(object, ctx),
        };
      else if (insecure.at && insecure.text === 'Allow')
        yield {
          at: insecure.at,
          message: `${name} takes plain HTTP beside TLS: \`insecureEdgeTerminationPolicy: Allow\``,
          fixes: fixIf('Redirect to TLS', 'review', () => changeScalar(ctx, insecure.node, 'Redirect'), [
            sets(object, 'spec', 'tls', 'insecureEdgeTerminationPolicy'),
          ]),
        };
    },
  },
);

/** `*.example.com` is for one level below. */
const covers = (certificate: string, host: string): boolean =>
  certificate === host || (certificate.startsWith('*.') && host.slice(host.indexOf('.')) === certificate.slice(1));

const isTailscale = ({ object }: IngressObject): boolean =>
  object.lens.get('spec', 'ingressClassName').text === 'tailscale';

/** Only where cert-manager makes the Secret: without it the controller would answer with a certificate of its own. */
function addCertificate(
  { object }: IngressObject,
  rules: readonly IngressRule[],
  annotations: readonly Annotation[],
  ctx: Context,
): Fix[] {
  const hosts = [...new Set(rules.flatMap(({ host }) => host.value || []))];
  const unit = yamlOf(ctx);
  if (!unit || !object.name || hosts.length < rules.length || !annotations.some(({ key }) => CERT_MANAGER.test(key)))
    return [];
  return fixIf(
    'Add a certificate of cert-manager',
    'review',
    () =>
      isShared(unit, object.node)
        ? []
        : setPath(unit, object.node, ['spec', 'tls'], [{ hosts, secretName: `${object.name}-tls` }], {
            before: ['rules'],
          }),
    [sets(object, 'spec', 'tls')],
    ['wait until the certificate is issued before you send clients to HTTPS'],
  );
}
