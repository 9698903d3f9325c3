import { ObjectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { useMeantName } from '../../fixes/meant-name.ts';
import { isObjectName } from '../../kubernetes/object-name.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { serviceUses } from '../../workspace/facts/service-reference.ts';
import { mayBeSame } from '../../workspace/keys.ts';
import { mayBeMadeElsewhere, namesBeforeAffixes } from '../../workspace/made-elsewhere.ts';

/** Kinds whose traffic comes from outside of the cluster. */
const KINDS = /^(?:Ingress|\w*Route)$/;

/** The port by which an Ingress names an action in its annotations instead of a Service. Source: AWS Load Balancer Controller, "Ingress annotations", `actions`, read on 2026-12-01. */
const OF_ANNOTATION = 'use-annotation';

/** The cluster brings the Service along, or its own programs do in their namespaces. */
const isOfCluster = (service: string, namespace: string | undefined): boolean =>
  (service === 'kubernetes' && mayBeSame(namespace, 'default')) || /^(?:kube-|openshift(?:-|$))/.test(namespace ?? '');

/** Whether a file defines the Service, or an object from which an operator makes it. */
function isDefined({ workspace }: Context, service: string, namespace: string | undefined): boolean {
  const inNamespace = ({ fact }: { fact: { readonly namespace: string | undefined } }): boolean =>
    mayBeSame(fact.namespace, namespace);
  return (
    [service, ...namesBeforeAffixes(workspace, service)].some((name) =>
      workspace.of('kubernetes-service', name).some(inNamespace),
    ) ||
    workspace.of('made-service', service).some(inNamespace) ||
    // Operators name Services after their object.
    workspace
      .of('made-pods')
      .some((one) => inNamespace(one) && one.fact.name !== '' && `${service}-`.startsWith(`${one.fact.name}-`))
  );
}

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
      for (const { service, namespace, port, at, node } of serviceUses(object)) {
        if (!isObjectName(service) || port === OF_ANNOTATION || isOfCluster(service, namespace)) continue;
        if (!isDefined(ctx, service, namespace) && !mayBeMadeElsewhere(ctx.workspace, ctx.unit.path, namespace))
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
