import { ObjectName } from '../../checks/shown-name.ts';
import { changes, removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar, deleteNode } from '../../fixes/yaml-node.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { rule } from '../../rule/rule.ts';

/** Source: Flux, `api/v1` of its source and image reflector controllers, read 2026-11-30. A GitRepository has no `insecure`. */
const GROUPS = ['source.toolkit.fluxcd.io', 'image.toolkit.fluxcd.io'];
/** Hosts of the cluster or the machine itself, where nobody is on the way but other pods. */
const NEAR = /^(?:localhost|127\.[\d.]+|[^./:]+|.*\.svc(?:\.[\w.-]+)?|.*\.(?:local|internal))(?::\d+)?$/i;

export default rule(
  {
    id: 'network/plain-source',
    title: 'Manifests are fetched without encryption',
    why: 'Flux creates in the cluster what it fetches from there. Without TLS an attacker on the way answers in the place of the server, adds an object, and Flux creates it with rights over the whole cluster.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'supply-chain'],
    refs: { nsa: ['Encryption'], cwe: ['CWE-319'] },
  },
  {
    *object(object, ctx) {
      if (!GROUPS.includes(groupOf(object.apiVersion))) return;
      const spec = object.lens.get('spec');
      const name = ObjectName(object);
      const { at, text: url, node } = spec.get('url');
      const host = /^http:\/\/(?:[^@/]*@)?([^/]+)/.exec(url ?? '')?.[1];
      if (at && host !== undefined && !NEAR.test(host))
        yield {
          at,
          message: `${name} fetches from \`${host}\` without encryption`,
          fixes: fixIf(
            'Use `https`',
            'review',
            () => changeScalar(ctx, node, (url ?? '').replace('http:', 'https:')),
            [changes(object, 'spec', 'url')],
            [`Check that \`${host}\` answers there`],
          ),
        };
      const insecure = spec.get('insecure');
      const registry = /^(?:oci:\/\/)?([^/]+)/.exec(
        url ?? spec.get('image').text ?? spec.get('endpoint').text ?? '',
      )?.[1];
      // A repository of charts reads it for registries only.
      if (!insecure.at || !booleanOf(insecure) || /^https?:/.test(url ?? '')) return;
      if (registry !== undefined && NEAR.test(registry)) return;
      yield {
        at: insecure.at,
        message: `${name} fetches without encryption: \`insecure: true\``,
        fixes: fixIf(
          'Remove `insecure`',
          'review',
          () => deleteNode(ctx, insecure.node),
          [removes(object, 'spec', 'insecure')],
          ['Check that the server has a certificate'],
        ),
      };
    },
  },
);
