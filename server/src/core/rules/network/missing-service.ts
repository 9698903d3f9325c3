import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { useMeantName } from '../../fixes/meant-name.ts';
import { isObjectName } from '../../kubernetes/object-name.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { serviceUses } from '../../workspace/facts/service-reference.ts';
import { mayBeSame } from '../../workspace/keys.ts';

/** Kinds whose traffic comes from outside of the cluster. */
const KINDS = /^(?:Ingress|\w*Route)$/;

export default rule(
  {
    id: 'network/missing-service',
    title: 'Route to a Service that does not exist',
    why: 'No file defines the Service that the route leads to. Anyone who may create Services in the namespace can create it, and gets the requests of the host with their cookies and passwords. Until then clients see an error.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'exposure', 'cross-file'],
    refs: {
      cwe: ['CWE-672'],
      'kube-linter': ['dangling-ingress'],
      'kube-score': ['ingress-targets-service'],
      kubescape: ['C-0298', 'C-0302', 'dangling-ingress-backend', 'dangling-gateway-backend'],
    },
  },
  {
    *object(object, ctx): Iterable<Finding> {
      if (!KINDS.test(object.kind) || object.partial || !object.namespaceKnown || !ctx.workspace.complete) return;
      for (const { service, namespace, at, node } of serviceUses(object)) {
        if (!isObjectName(service)) continue;
        const found = ctx.workspace
          .of('kubernetes-service', service)
          .some(({ fact }) => mayBeSame(fact.namespace, namespace));
        if (!found)
          yield {
            at,
            message: `${ObjectName(object)} leads to the Service \`${service}\`, which no file defines${namespace === undefined ? '' : ` in \`${namespace}\``}`,
            fixes: () => {
              const near = ctx.workspace
                .of('kubernetes-service')
                .flatMap(({ fact }) => (mayBeSame(fact.namespace, namespace) ? fact.name : []));
              return useMeantName(ctx, { node, name: service }, near, 'the Service', changes(object, 'spec'));
            },
          };
      }
    },
  },
);
