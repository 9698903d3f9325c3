import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import type { Peer, PolicyRule } from '../../kubernetes/network-policy.ts';
import { coverEverything, isWithin, parseBlock } from '../../network/cidr.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

/** The metadata service of AWS, Azure, Google Cloud, DigitalOcean and OpenStack. */
const METADATA = '169.254.169.254/32';
const METADATA_BLOCK = parseBlock(METADATA)!;

export default rule(
  {
    id: 'network/metadata-reachable',
    title: 'Policy lets pods reach the metadata service',
    why: 'At `169.254.169.254` the cloud answers any process of the node with the node’s credentials. An attacker who makes the program fetch a URL, or runs one command in it, gets them and acts in the cloud account. Hardly a pod needs the service.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-441'], nsa: ['Cloud infrastructure'], kubescape: ['~C-0052'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx): Iterable<Finding> {
      if (!policy?.policyTypes?.has('egress')) return;
      for (const one of policy.egress) {
        if (typeof one.peers === 'string' || !allowsHttp(one)) continue;
        for (const peer of one.peers) {
          if (!reaches(peer)) continue;
          yield {
            at: peer.span,
            message: `${ObjectName(object)} allows egress to the cloud’s metadata service, \`169.254.169.254\``,
            fixes: () =>
              fixIf(
                `Except \`${METADATA}\``,
                'review',
                () => {
                  const unit = yamlOf(ctx);
                  const except = [...(peer.ipBlock?.except ?? []), METADATA];
                  return unit && peer.node.type === 'map' && !isShared(unit, peer.node)
                    ? setPath(unit, peer.node, ['ipBlock', 'except'], except)
                    : [];
                },
                [changes(object, 'spec', 'egress')],
                ['pods that get their cloud credentials there need another way, such as IRSA or Workload Identity'],
              ),
          };
        }
      }
    },
  },
);

/** Whole networks: a block for the service alone is meant. */
function reaches({ ipBlock }: Peer): boolean {
  const block = ipBlock?.cidr === undefined ? undefined : parseBlock(ipBlock.cidr);
  if (!ipBlock || !block || !ipBlock.exceptKnown || !coverEverything([block])) return false;
  const excepted = ipBlock.except.flatMap((cidr) => parseBlock(cidr) ?? []);
  return isWithin(METADATA_BLOCK, block) && !excepted.some((one) => isWithin(METADATA_BLOCK, one));
}

/** The service answers on port 80. */
const allowsHttp = ({ ports }: PolicyRule): boolean =>
  ports === 'all' ||
  (ports !== 'unknown' &&
    ports.some(
      ({ protocol, port, endPort }) =>
        protocol === 'TCP' &&
        (port === undefined || port === '80' || (endPort !== undefined && Number(port) <= 80 && Number(endPort) >= 80)),
    ));
