import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

/** Where objects of Istio have a mode of TLS, and those that leave traffic plain. Source: Istio, "PeerAuthentication" and "Destination Rule". */
const MODES = [
  { kind: 'PeerAuthentication', path: ['spec', 'mtls', 'mode'], plain: ['DISABLE', 'PERMISSIVE'], good: 'STRICT' },
  { kind: 'DestinationRule', path: ['spec', 'trafficPolicy', 'tls', 'mode'], plain: ['DISABLE'], good: 'ISTIO_MUTUAL' },
];

export default rule(
  {
    id: 'mesh/plain-traffic',
    title: 'Mesh that takes plain traffic',
    why: 'A pod that takes connections without a certificate takes them from every pod of the cluster, also from one that an attacker controls. Rules of the mesh that name accounts then hold nobody off, and whoever is on the way reads the traffic.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: {
      nsa: ['Encryption'],
      nist800190: ['4.3.3'],
      cwe: ['CWE-319'],
      kyverno: ['~enforce-strict-mtls'],
    },
  },
  {
    *object(object, ctx) {
      if (!/^(?:security|networking)\.istio\.io\//.test(object.apiVersion)) return;
      const mode = MODES.find(({ kind }) => kind === object.kind);
      if (!mode) return;
      const { at, text, node } = object.lens.get(...mode.path);
      if (!at || text === undefined || !mode.plain.includes(text)) return;
      yield {
        at,
        // While programs move into the mesh, both forms of traffic are needed.
        ...(text === 'PERMISSIVE' ? {} : { severity: 'warning' as const }),
        message: `${ObjectName(object)} ${text === 'PERMISSIVE' ? 'takes plain traffic too' : 'leaves traffic plain'}: \`mode: ${text}\``,
        fixes: fixIf(`Set \`mode: ${mode.good}\``, 'review', () => changeScalar(ctx, node, mode.good), [
          changes(object, ...mode.path),
        ]),
      };
    },
  },
);
