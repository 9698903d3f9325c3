import { factsNear, selectsSome } from '../../checks/may-be-selected.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { selectMeantLabel } from '../../fixes/meant-name.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'network/service-selects-nothing',
    title: 'Service selects no pod',
    why: 'The labels that the Service looks for are those of no pod in these files. Anyone who may start pods in the namespace can give one these labels, and gets the requests of all clients of the Service. Until then they see an error.',
    severity: 'info',
    confidence: 'low',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure', 'cross-file'],
    refs: {
      cwe: ['CWE-672'],
      'kube-linter': ['dangling-service'],
      'kube-score': ['service-targets-pod'],
      kubescape: ['C-0293', 'service-with-no-workload'],
      kics: ['3ca03a61-3249-4c16-8427-6f8e47dda729'],
    },
  },
  {
    *'object:Service'({ object, selector }, ctx) {
      if (!selector || selector.length === 0 || object.partial || !object.namespaceKnown) return;
      if (!ctx.workspace.complete) return;
      const wanted = {
        requirements: selector.map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
        known: true,
      };
      if (selectsSome(object.namespace, wanted, ctx.workspace)) return;
      const at = object.lens.get('spec', 'selector');
      yield {
        at: at.keyAt ?? object.nameSpan,
        message: `${ObjectName(object)} selects no pod of these files`,
        fixes: () => {
          const near = factsNear(object.namespace, ctx.workspace);
          return selectMeantLabel(ctx, object, at, ['spec', 'selector'], wanted.requirements, near);
        },
      };
    },
  },
);
