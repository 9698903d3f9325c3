import { containerSwitches } from '../../checks/container-switches.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { notesOfField, notesOfFlag } from '../../fixes/server-authority.ts';
import { askedNames } from '../../fixes/verified-name.ts';
import { changeScalar, deleteNode } from '../../fixes/yaml-node.ts';
import { TLS_SWITCHES } from '../../network/tls-switches.ts';
import { rule } from '../../rule/rule.ts';
import { overlaps } from '../../text/span.ts';
import { asScalar, type YamlEntry, type YamlMap } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';

/**
 * Fields with which a client accepts any certificate. Sources: APIService (apiregistration.k8s.io/v1), Prometheus Operator's SafeTLSConfig, Traefik's
 * ServersTransport, Istio's ClientTLSSettings, cert-manager's ACMEIssuer, kubeconfig v1 (client.authentication), Prometheus' tls_config; read 2026-11-30.
 */
const FIELD =
  /^(?:insecureSkipVerify|insecureSkipTLSVerify|skipTLSVerify|insecure-skip-tls-verify|insecure_skip_verify)$/;
const IN_TEXT = /insecure[-_]?skip|skipTLSVerify/i;
/** Sources: metrics-server, oauth2-proxy 7 and the commands of Kubernetes, their options; read 2026-11-30. */
const FLAG =
  /^--(?:kubelet-insecure-tls|insecure-skip-tls-verify|ssl-(?:upstream-)?insecure-skip-verify|insecure-skip-verify|tls-skip-verify)(?:=true)?$/;

export default rule(
  {
    id: 'network/unverified-server',
    title: 'Certificate of a server is not verified',
    why: 'The client takes any certificate for the server’s. An attacker who gets between the two, with a pod on the same node or a changed name, answers in the server’s place, reads the tokens that the client sends, and decides what it receives.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure'],
    refs: { cwe: ['CWE-295'], nsa: ['Encryption'], semgrep: ['skip-tls-verify-cluster', 'skip-tls-verify-service'] },
  },
  {
    *object(object, ctx) {
      if (!IN_TEXT.test(ctx.unit.text.slice(object.span.start, object.span.end))) return;
      const found: { readonly entry: YamlEntry; readonly map: YamlMap }[] = [];
      walk(object.node, (map) => {
        if (map.type !== 'map') return;
        const off = map.entries.filter(({ key, value }) => FIELD.test(key) && asScalar(value)?.value === true);
        found.push(...off.map((entry) => ({ entry, map })));
      });
      for (const { entry, map } of found) {
        const { key, span, value } = entry;
        yield {
          at: span,
          message: `${ObjectName(object)} takes any certificate for that of the server: \`${key}: true\``,
          fixes: () => {
            const names = askedNames(map, ctx);
            const notes = names && notesOfField(object, map.entries, names);
            return notes === undefined
              ? []
              : fixIf(
                  `Verify the certificate: \`${key}: false\``,
                  'review',
                  () => changeScalar(ctx, value, 'false'),
                  [changes(object, '**')],
                  notes,
                );
          },
        };
      }
    },
    *container(container, ctx) {
      if (container.origin !== 'kubernetes' || !container.command.some(({ text }) => FLAG.test(text))) return;
      // A rule of its own reports the commands that it knows.
      const words = container.command.map(({ text }) => text);
      const known = containerSwitches(container, TLS_SWITCHES, ctx.unit.text);
      for (const list of ['command', 'args'])
        for (const { text, at, node } of container.lens.get(list).items()) {
          if (text === undefined || !FLAG.test(text) || known.some((one) => overlaps(one.at, at))) continue;
          yield {
            at,
            message: `\`${container.name}\` takes any certificate for that of the server: \`${text}\``,
            fixes: () => {
              const notes = notesOfFlag(text, words);
              if (!notes) return [];
              return fixIf(
                `Remove \`${text}\``,
                'review',
                () => deleteNode(ctx, node),
                [changes(container, list)],
                notes,
              );
            },
          };
        }
    },
  },
);
