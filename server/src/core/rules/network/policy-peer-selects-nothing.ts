import { factsNear, selectsSome } from '../../checks/may-be-selected.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { selectMeantLabel } from '../../fixes/meant-name.ts';
import { isEmpty } from '../../kubernetes/selectors.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { lens } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'network/policy-peer-selects-nothing',
    title: 'NetworkPolicy allows pods that do not exist',
    why: 'The selector names no pod of these files, often because of a mistyped label. The rule then allows nobody, and anyone who may start pods can give one this label and is let in.',
    severity: 'info',
    confidence: 'low',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'cross-file'],
    refs: { cwe: ['CWE-693'], 'kube-linter': ['dangling-networkpolicypeer-podselector'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx): Iterable<Finding> {
      if (!policy || object.partial || !object.namespaceKnown || !ctx.workspace.complete) return;
      for (const { peers, direction } of [...policy.ingress, ...policy.egress]) {
        if (typeof peers === 'string') continue;
        for (const { podSelector, namespaceSelector, span, node } of peers) {
          if (!podSelector?.known || isEmpty(podSelector) || namespaceSelector) continue;
          if (!selectsSome(policy.namespace, podSelector, ctx.workspace))
            yield {
              at: span,
              message: `${ObjectName(object)} allows pods that no file of its namespace has`,
              fixes: () => {
                const labels = lens(node).get('podSelector', 'matchLabels');
                const route = ['spec', direction, '**'];
                return selectMeantLabel(
                  ctx,
                  object,
                  labels,
                  route,
                  podSelector.requirements,
                  factsNear(policy.namespace, ctx.workspace),
                );
              },
            };
        }
      }
    },
  },
);
