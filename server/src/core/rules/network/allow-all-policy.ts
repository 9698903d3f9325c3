import { objectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import {
  allowsAll,
  everyAddress,
  isEverything,
  type Peer,
  type PolicyRule,
  readNetworkPolicy,
} from '../../kubernetes/network-policy.ts';
import { type Context, rule } from '../../rule/rule.ts';
import { contains, type Span, type TextEdit } from '../../text/span.ts';
import { deleteItem, setKey } from '../../yaml/edit/edit.ts';
import { lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';

export default rule(
  {
    id: 'network/allow-all-policy',
    title: 'NetworkPolicy allows everything',
    why: 'NetworkPolicies add up: one rule that allows everyone cancels what all other policies of the pod block. The pod looks isolated to people, and to scanners that only check whether a policy exists. An attacker in any pod of the cluster can still connect to it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'exposure'],
    refs: { cisKubernetes: ['5.3.2'], nsa: ['Network policies'], nist800190: ['4.3.3'], cwe: ['CWE-668'] },
  },
  {
    *object(object, ctx) {
      const policy = readNetworkPolicy(object);
      if (!policy?.policyTypes) return;
      for (const direction of ['ingress', 'egress'] as const) {
        if (!policy.policyTypes.has(direction)) continue;
        for (const policyRule of policy[direction]) {
          if (policyRule.ports === 'unknown' || !allowsAll(policyRule)) continue;
          const inward = direction === 'ingress';
          const who = everyoneOf(policyRule);
          if (policyRule.ports !== 'all') {
            if (inward)
              yield {
                at: placeOf(policyRule, object.span),
                severity: 'hint',
                profile: 'audit',
                message: `Rule of ${objectName(object)} allows ingress from ${who} on its ports`,
              };
            continue;
          }
          yield {
            at: placeOf(policyRule, object.span),
            message: inward
              ? `Rule of ${objectName(object)} allows ingress from ${who} on all ports`
              : `Rule of ${objectName(object)} allows egress to ${who} on all ports`,
            ...(inward ? {} : ({ severity: 'info', profile: 'strict' } as const)),
            fixes: inward
              ? fixIf(
                  'Allow pods of the same namespace only',
                  'review',
                  () => narrowPeers(ctx, policyRule, object.span),
                  [changes(object, 'spec', 'ingress', '*', 'from')],
                )
              : [],
          };
        }
      }
    },
  },
);

const peersOf = ({ peers }: PolicyRule): readonly Peer[] => (typeof peers === 'string' ? [] : peers);

/** Whom the rule allows. A selector of all namespaces matches pods, and no address outside of the cluster. */
const everyoneOf = (policyRule: PolicyRule): string =>
  policyRule.peers === 'all' || everyAddress(peersOf(policyRule)).length > 0
    ? 'everywhere'
    : 'every pod of the cluster';

/** The span of the peer that matches everyone, or else of the rule. */
function placeOf(policyRule: PolicyRule, within: Span): Span {
  const peers = peersOf(policyRule);
  const { node, span } = peers.find(isEverything) ?? everyAddress(peers)[0] ?? policyRule;
  return node.span.end > node.span.start && contains(within, node.span) ? node.span : span;
}

/** Removes the peer that matches everyone. If no other peer is left, allows the pods of the same namespace instead. */
function narrowPeers(ctx: Context, policyRule: PolicyRule, within: Span): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node } = policyRule;
  if (!unit || node.type !== 'map' || !contains(within, node.span) || isShared(unit, node)) return [];
  const peers = peersOf(policyRule);
  const open = peers.some(isEverything) ? peers.filter(isEverything) : everyAddress(peers);
  const list = lens(node).get('from').seq;
  if (open.length === peers.length || !list) return setKey(unit, node, 'from', [{ podSelector: {} }]);
  if (open.length > 1) return [];
  const index = list.items.findIndex((item) => item.value === open[0]?.node);
  return index >= 0 ? deleteItem(unit, list, index) : [];
}
