import { objectName } from '../../checks/shown-name.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import type { PolicyRule } from '../../kubernetes/network-policy.ts';
import { isEmpty } from '../../kubernetes/selectors.ts';
import { rule } from '../../rule/rule.ts';
import { inNamespace } from '../../workspace/keys.ts';
import { appendItem } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

const DNS = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

export default rule(
  {
    id: 'network/egress-without-dns',
    title: 'Egress rules without DNS',
    why: 'The pods may connect to what the rules name, but cannot look up any name. People who meet the failure often open everything instead of port 53. Name lookups need UDP and TCP to the cluster’s DNS.',
    severity: 'info',
    confidence: 'medium',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'], kyverno: ['~add-networkpolicy-dns'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx) {
      if (!policy?.policyTypes?.has('egress') || policy.egress.length === 0 || !policy.rulesKnown.egress) return;
      if (policy.egress.some(mayBeDns)) return;
      // Policies add up: another one of the namespace may allow it.
      const others = ctx.workspace
        .of('policy', inNamespace(policy.namespace))
        .filter(({ fact }) => fact.policy.object.name !== object.name);
      if (others.some(({ fact }) => fact.policy.egress.some(mayBeDns) && !isForOthers(fact.policy.podSelector))) return;
      yield {
        at: object.lens.get('spec', 'egress').keyAt ?? object.nameSpan,
        message: `No egress rule of ${objectName(object)} allows port 53: its pods cannot look up names`,
        fixes: () =>
          fixIf(
            'Allow DNS: UDP and TCP to port 53',
            'review',
            () => {
              const unit = yamlOf(ctx);
              const list = object.lens.get('spec', 'egress').seq;
              return unit && list && !isShared(unit, list) ? appendItem(unit, list, DNS) : [];
            },
            [changes(object, 'spec', 'egress')],
            ['OpenShift’s DNS listens on port 5353'],
          ),
      };
    },
  },
);

/** A rule that leads to addresses alone can be for a resolver too. */
const mayBeDns = ({ ports }: PolicyRule): boolean =>
  typeof ports === 'string' ||
  ports.some(
    ({ port, endPort }) =>
      port === undefined ||
      port === '53' ||
      port === '5353' ||
      /dns/.test(port) ||
      (endPort !== undefined && Number(port) <= 53 && Number(endPort) >= 53),
  );

/** A policy for some pods may be for others than these. */
const isForOthers = (selector: Parameters<typeof isEmpty>[0]): boolean => selector.known && !isEmpty(selector);
