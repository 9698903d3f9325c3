import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'mesh/everyone-allowed',
    title: 'Authorization that allows everyone',
    why: 'An empty rule of an `AuthorizationPolicy` matches every request. The policy then looks like a border, and an attacker in any pod, or outside, passes it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { nist800190: ['4.3.3'], cwe: ['CWE-284'] },
  },
  {
    *object(object) {
      if (object.kind !== 'AuthorizationPolicy' || !object.apiVersion.startsWith('security.istio.io/')) return;
      const action = object.lens.get('spec', 'action');
      if (object.partial || (!action.absent && action.text !== 'ALLOW') || action.hidden) return;
      for (const item of object.lens.get('spec', 'rules').items())
        if (item.map && item.map.entries.length === 0 && item.map.merges.length === 0 && !item.more)
          yield { at: item.at, message: `\`${object.name || object.kind}\` allows every request: its rule is empty` };
    },
  },
);
