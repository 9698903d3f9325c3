import { factsNear, selectsSome, showsPodsNear } from '../../checks/may-be-selected.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { selectMeantLabel } from '../../fixes/meant-name.ts';
import { isEmpty } from '../../kubernetes/selectors.ts';
import { rule } from '../../rule/rule.ts';

const LABELS = ['spec', 'podSelector', 'matchLabels'];

export default rule(
  {
    id: 'network/policy-selects-nothing',
    title: 'NetworkPolicy selects no pod',
    why: 'A policy protects the pods that its selector names, and a selector with a mistyped label names none. People see a policy and believe that the pods are isolated. An attacker in another pod connects to them as if there were none.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation', 'cross-file'],
    refs: {
      cwe: ['CWE-693'],
      'kube-linter': ['dangling-networkpolicy'],
      'kube-score': ['networkpolicy-targets-pod'],
      kubescape: ['C-0299'],
      kics: ['85ab1c5b-014e-4352-b5f8-d7dea3bb4fd3'],
    },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx) {
      if (!policy?.podSelector.known || isEmpty(policy.podSelector) || object.partial) return;
      if (!object.namespaceKnown || !ctx.workspace.complete) return;
      if (selectsSome(policy.namespace, policy.podSelector, ctx.workspace)) return;
      const isNear = showsPodsNear(ctx.unit.path, policy.namespace, ctx.workspace);
      yield {
        at: object.lens.get('spec', 'podSelector').keyAt ?? object.nameSpan,
        // Other files, or an operator, may install the program.
        ...(isNear ? {} : { profile: 'audit' as const }),
        message: `${ObjectName(object)} selects no pod of ${isNear ? 'its namespace' : 'these files'}`,
        fixes: () => {
          const labels = object.lens.get(...LABELS);
          const near = factsNear(policy.namespace, ctx.workspace);
          return selectMeantLabel(ctx, object, labels, LABELS, policy.podSelector.requirements, near);
        },
      };
    },
  },
);
