import { fixIf, yamlOf } from '../../fixes/fix.ts';
import {
  allowsAll,
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
    title: 'NetworkPolicy that allows everything',
    why: 'Policies add up: one rule that lets everyone in undoes what all other policies of the pod keep out. The pod looks isolated, to people and to scanners that only ask whether a policy is there, and any pod of the cluster can still reach it.',
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
        for (const one of policy[direction]) {
          if (one.ports === 'unknown' || !allowsAll(one)) continue;
          const inward = direction === 'ingress';
          if (one.ports !== 'all') {
            if (inward)
              yield {
                at: placeOf(one, object.span),
                severity: 'hint',
                profile: 'audit',
                message: 'Anyone may connect to these ports',
              };
            continue;
          }
          yield {
            at: placeOf(one, object.span),
            message: inward
              ? `Rule of \`${object.name || object.kind}\` lets everyone in on all ports`
              : `Rule of \`${object.name || object.kind}\` lets pods connect to anything`,
            ...(inward ? {} : ({ severity: 'info', profile: 'strict' } as const)),
            fixes: inward
              ? fixIf('Allow pods of the same namespace only', 'review', () => narrow(ctx, one, object.span))
              : [],
          };
        }
      }
    },
  },
);

const peersOf = ({ peers }: PolicyRule): readonly Peer[] => (typeof peers === 'string' ? [] : peers);

/** The peer that is everyone, if there is one that says so. */
function placeOf(one: PolicyRule, within: Span): Span {
  const { node, span } = peersOf(one).find(isEverything) ?? one;
  return node.span.end > node.span.start && contains(within, node.span) ? node.span : span;
}

/** Takes the peers out that are everyone; where nobody is left, and where nobody was named, the own namespace. */
function narrow(ctx: Context, one: PolicyRule, within: Span): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node } = one;
  if (!unit || node.type !== 'map' || !contains(within, node.span) || isShared(unit, node)) return [];
  const peers = peersOf(one);
  const open = peers.filter(isEverything);
  const list = lens(node).get('from').seq;
  if (open.length === peers.length || !list) return setKey(unit, node, 'from', [{ podSelector: {} }]);
  if (open.length > 1) return [];
  const index = list.items.findIndex((item) => item.value === open[0]?.node);
  return index >= 0 ? deleteItem(unit, list, index) : [];
}
