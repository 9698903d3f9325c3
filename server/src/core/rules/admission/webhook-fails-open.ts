import { commentsOn } from '../../checks/setting-comments.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';
import type { Lens } from '../../yaml/lens.ts';

/** Annotations by which a program writes `caBundle`. Sources: documentation of cert-manager's cainjector and of OpenShift's service CA, read 2026-11-30. */
const INJECTED = /\/inject-(?:ca-from(?:-secret)?|apiserver-ca|cabundle)$/;
/** Words of a comment on a field that a program writes: `# injected at runtime`. */
const BY_PROGRAM =
  /\b(?:inject|fill|patch|set|updat|overwrit|replac|generat|added|writ)\w*\b.*\b(?:run-?time|start(?:up|s)?|boot|automatic\w*|later|by|when)\b/i;

export default rule(
  {
    id: 'admission/webhook-fails-open',
    title: 'Check that is skipped when it fails',
    why: 'With `failurePolicy: Ignore` the API server admits what the webhook cannot judge. An attacker who makes it slow, or stops its pods, creates what it forbids.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-636'] },
  },
  {
    *object(object, ctx) {
      // A webhook that changes objects seldom forbids any.
      if (!/^Validating(?:WebhookConfiguration|AdmissionPolicy)$/.test(object.kind)) return;
      const places = [object.lens.get('spec'), ...object.lens.get('webhooks').items()];
      for (const place of places) {
        const { at, text, node } = place.get('failurePolicy');
        if (!at || text !== 'Ignore') continue;
        const bundle = place.get('clientConfig', 'caBundle');
        const isWritten = [at, bundle.at].some(
          (one) => one && commentsOn(ctx.unit, one.start).some((comment) => BY_PROGRAM.test(comment)),
        );
        const name = place.get('name').text ?? object.name;
        yield {
          at,
          message: `\`${name}\` is skipped when it fails: \`failurePolicy: Ignore\``,
          // The program that writes the authority mostly writes the policy too, once it answers.
          fixes: isWritten
            ? []
            : fixIf(
                'Set `failurePolicy: Fail`',
                'review',
                () => changeScalar(ctx, node, 'Fail'),
                [changes(object, '**', 'failurePolicy')],
                [
                  'Requests are refused while the webhook does not answer: let its own namespace out of its rules',
                  ...(lacksAuthority(object, place)
                    ? [
                        'No `caBundle` is in the file: until a program writes it, all these requests are refused, so let that program set `Fail`',
                      ]
                    : []),
                ],
              ),
        };
      }
    },
  },
);

/** Whether the webhook is a Service of the cluster, and neither the file nor an injector gives the authority of its certificate. */
const lacksAuthority = ({ lens, partial }: KubernetesObject, webhook: Lens): boolean => {
  const bundle = webhook.get('clientConfig', 'caBundle');
  const annotations = lens.get('metadata', 'annotations');
  return (
    !partial &&
    webhook.get('clientConfig', 'service').map !== undefined &&
    ((bundle.absent && !bundle.hidden) || bundle.text === '') &&
    !annotations.more &&
    !annotations.entries().some(({ key }) => INJECTED.test(key))
  );
};
