import { objectName } from '../../checks/shown-name.ts';
import { sets } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

export default rule(
  {
    id: 'network/egress-not-denied',
    title: 'Empty list of egress rules without effect',
    why: 'Without `policyTypes`, a policy is about outgoing connections only if it has egress rules. An empty list is none, so the pods may connect to everywhere although the file looks as if they may not. An attacker in the pod sends data out.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-670'], nsa: ['Network policies'] },
  },
  {
    *'object:NetworkPolicy'({ object, policy }, ctx) {
      const egress = object.lens.get('spec', 'egress');
      if (!policy || object.partial || !egress.seq || egress.seq.items.length > 0) return;
      if (policy.policyTypes?.has('egress') !== false) return;
      // Who writes the types has chosen them.
      if (!object.lens.get('spec', 'policyTypes').absent) return;
      yield {
        at: egress.at,
        message: `\`egress: []\` denies nothing: ${objectName(object)} has no \`policyTypes\``,
        fixes: () =>
          fixIf(
            'Deny egress: `policyTypes: [Ingress, Egress]`',
            'review',
            () => {
              const unit = yamlOf(ctx);
              return unit && !isShared(unit, object.node)
                ? setPath(unit, object.node, ['spec', 'policyTypes'], ['Ingress', 'Egress'], { after: ['podSelector'] })
                : [];
            },
            [sets(object, 'spec', 'policyTypes')],
            ['the pods can then connect to nothing, not even to DNS: add a rule for what they need'],
          ),
      };
    },
  },
);
