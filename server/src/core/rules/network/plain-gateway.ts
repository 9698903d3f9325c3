import { ObjectName } from '../../checks/shown-name.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import type { GatewayObject } from '../../kubernetes/kinds/gateway.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import { appendItem } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

/** cert-manager makes the certificate of a listener from it. Source: cert-manager, "Annotated Gateway resource", read 2026-11-30. */
const CERT_MANAGER = /^cert-manager\.io\/(?:cluster-)?issuer$/;
/** Of Istio: traffic inside of the mesh, which its proxies encrypt. */
const IN_MESH = /waypoint|mesh|east-?west|internal/i;

export default rule(
  {
    id: 'network/plain-gateway',
    title: 'Gateway without TLS',
    why: 'The Gateway takes requests in plain text and has no listener for HTTPS. Anyone on the way, such as another user of the same Wi-Fi, reads passwords and session cookies, or changes the pages.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-319'], nsa: ['Encryption'], nist800190: ['4.3.3'] },
  },
  {
    *'object:Gateway'(gateway, ctx) {
      const { object, listeners } = gateway;
      const all = object.lens.get('spec', 'listeners');
      if (object.partial || all.more || listeners.some(({ protocol }) => protocol.value !== 'HTTP')) return;
      if (IN_MESH.test(object.lens.get('spec', 'gatewayClassName').text ?? '')) return;
      const [first] = listeners;
      if (!first?.protocol.at) return;
      yield {
        at: first.protocol.at,
        message: `${ObjectName(object)} takes plain HTTP and has no listener with TLS`,
        fixes: () => addTls(gateway, ctx),
      };
    },
  },
);

/** Only where cert-manager makes the Secret, and for one host: without a certificate the listener accepts nothing. */
function addTls({ object, listeners }: GatewayObject, ctx: Context): Fix[] {
  const unit = yamlOf(ctx);
  const list = object.lens.get('spec', 'listeners').seq;
  const issuers = object.lens
    .get('metadata', 'annotations')
    .entries()
    .filter(({ entry }) => CERT_MANAGER.test(entry.key));
  const [only, second] = listeners;
  const hostname = only?.hostname.value;
  if (!unit || !list || !object.name || !hostname || second || issuers.length === 0) return [];
  const tls = { certificateRefs: [{ name: `${object.name}-tls` }] };
  return fixIf(
    'Add a listener for HTTPS with a certificate of cert-manager',
    'review',
    () =>
      isShared(unit, list)
        ? []
        : appendItem(unit, list, { name: 'https', protocol: 'HTTPS', port: 443, hostname, tls }),
    [sets(object, 'spec', 'listeners', 'https')],
    ['when the certificate is issued, let the routes of the first listener redirect to HTTPS'],
  );
}
