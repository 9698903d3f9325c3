import { adds } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { type Context, rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import type { Item, Lens } from '../../yaml/lens.ts';
import { isShared } from '../../yaml/walk.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

export default rule(
  {
    id: 'admission/webhook-blocks-itself',
    title: 'Webhook that can refuse its own pods',
    why: 'The API server asks the webhook about every new pod, also about the pods of the webhook itself. When these pods are gone, no pod of the cluster starts, not even theirs. An attacker who stops them stops the cluster, and to start it again its owners remove the check.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'denial-of-service'],
    refs: { cwe: ['CWE-833'] },
  },
  {
    *object(object, ctx) {
      if (!/^(?:Validating|Mutating)WebhookConfiguration$/.test(object.kind) || object.partial) return;
      // Before v1 a webhook that fails is ignored by default.
      const isStrictByDefault = object.apiVersion === 'admissionregistration.k8s.io/v1';
      for (const webhook of object.lens.get('webhooks').items()) {
        const policy = webhook.get('failurePolicy');
        const refuses = policy.absent ? isStrictByDefault && !policy.hidden : policy.text === 'Fail';
        const namespace = webhook.get('clientConfig', 'service', 'namespace').text;
        const narrows = ['namespaceSelector', 'objectSelector', 'matchConditions'].some((key) =>
          isSaid(webhook.get(key)),
        );
        if (!refuses || narrows || namespace === undefined || webhook.more) continue;
        if (!webhook.get('rules').items().some(isAboutNewPods)) continue;
        const name = webhook.get('name').text ?? object.name;
        yield {
          at: webhook.get('name').at ?? webhook.at,
          message: `\`${name}\` decides about all new pods, also about its own in \`${namespace}\``,
          fixes: () =>
            fixIf(
              `Leave out the namespace \`${namespace}\``,
              'review',
              () => leaveOut(webhook, namespace, ctx),
              [adds(object, '**', 'namespaceSelector')],
              ['What that namespace admits is no longer checked: keep others from creating pods in it'],
            ),
        };
      }
    },
  },
);

/** An empty selector selects everything. */
const isSaid = (field: Lens): boolean => (!field.absent ? field.map?.entries.length !== 0 || field.more : field.hidden);

function isAboutNewPods(one: Item): boolean {
  const has = (key: string, wanted: readonly string[]): boolean =>
    one
      .get(key)
      .items()
      .some(({ text }) => text !== undefined && wanted.includes(text));
  return (
    has('operations', ['CREATE', '*']) &&
    has('apiGroups', ['', '*']) &&
    has('resources', ['pods', '*', '*/*']) &&
    one.get('scope').text !== 'Cluster'
  );
}

/** Source: Kubernetes, "Admission Webhook Good Practices" (avoid self-mutations), read 2026-11-30. */
function leaveOut({ map }: Item, namespace: string, ctx: Context): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || !map || isShared(unit, map)) return [];
  const others = { key: NAME_LABEL, operator: 'NotIn', values: [namespace] };
  return setPath(unit, map, ['namespaceSelector', 'matchExpressions'], [others]);
}
