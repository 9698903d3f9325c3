import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import type { NetworkPolicyObject } from '../../kubernetes/kinds/network-policy.ts';
import type { Peer, PolicyRule } from '../../kubernetes/network-policy.ts';
import { isEmpty } from '../../kubernetes/selectors.ts';
import { type Context, type Finding, type Fix, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/separate-peers',
    title: 'Two peers that look like one',
    why: 'A dash makes the difference: in one list item, `namespaceSelector` and `podSelector` mean those pods of those namespaces. In two items they mean all pods of those namespaces, and those pods of the policy’s own namespace. An attacker in any pod of the other namespace gets in.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-697'], nsa: ['Network policies'] },
  },
  {
    *'object:NetworkPolicy'(found, ctx): Iterable<Finding> {
      const { object, policy } = found;
      for (const one of [...(policy?.ingress ?? []), ...(policy?.egress ?? [])]) {
        const pair = lookAlike(one);
        if (!pair) continue;
        yield {
          at: pair[1].span,
          message: `${ObjectName(object)} allows all pods of the namespaces above, and these pods of its own namespace: two peers`,
          related: [
            { place: { unit: ctx.unit, at: pair[0].span }, message: 'this peer is every pod of these namespaces' },
          ],
          fixes: () => joinPeers(found, one, pair, ctx),
        };
      }
    },
  },
);

/** A peer that selects namespaces alone, and directly below it one that selects pods alone; they are the only ones. */
function lookAlike({ peers }: PolicyRule): readonly [Peer, Peer] | undefined {
  if (typeof peers === 'string' || peers.length !== 2) return undefined;
  const [first, second] = peers as readonly [Peer, Peer];
  const namespaces = first.namespaceSelector && !first.podSelector && !isEmpty(first.namespaceSelector);
  const pods = second.podSelector && !second.namespaceSelector && !isEmpty(second.podSelector);
  return namespaces && pods ? [first, second] : undefined;
}

/** Turns the dash of the second peer into a blank. */
function joinPeers(
  { object }: NetworkPolicyObject,
  { direction }: PolicyRule,
  [first, second]: readonly [Peer, Peer],
  ctx: Context,
): Fix[] {
  const list = direction === 'ingress' ? 'from' : 'to';
  return fixIf(
    'Join them: these pods of these namespaces',
    'review',
    () => {
      const { text } = ctx.unit;
      const { start } = second.node.span;
      const dash = text.slice(Math.max(0, start - 2), start);
      const block = first.node.type === 'map' && second.node.type === 'map' && !first.node.flow && !second.node.flow;
      return block && dash === '- ' ? [{ span: { start: start - 2, end: start }, text: '  ' }] : [];
    },
    [changes(object, 'spec', direction, '*', list)],
    ['only if the pods are meant to be those of the other namespaces'],
  );
}
