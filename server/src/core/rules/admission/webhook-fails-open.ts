import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar } from '../../fixes/yaml-node.ts';
import { rule } from '../../rule/rule.ts';

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
        const name = place.get('name').text ?? object.name;
        yield {
          at,
          message: `\`${name}\` is skipped when it fails: \`failurePolicy: Ignore\``,
          fixes: fixIf(
            'Set `failurePolicy: Fail`',
            'review',
            () => changeScalar(ctx, node, 'Fail'),
            [changes(object, '**', 'failurePolicy')],
            ['Requests are refused while the webhook does not answer: let its own namespace out of its rules'],
          ),
        };
      }
    },
  },
);
