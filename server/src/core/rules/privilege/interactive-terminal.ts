import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/interactive-terminal',
    title: 'Terminal that waits for input',
    why: 'A container with `stdin` or `tty` waits for somebody to attach. Such pods are left over from trials, and whoever may attach types into the process that runs in them.',
    severity: 'info',
    confidence: 'high',
    profile: 'audit',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cwe: ['CWE-489'], gatekeeper: ['K8sDisallowInteractiveTTY'] },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'kubernetes') return;
      for (const key of ['stdin', 'tty']) {
        const found = container.lens.get(key);
        if (!found.at || booleanOf(found) !== true) continue;
        yield {
          at: found.at,
          message: `\`${container.name}\` waits for input: \`${key}: true\``,
          fixes: fixIf(`Remove \`${key}\``, 'review', () => deleteNode(ctx, found.node), [removes(container, key)]),
        };
      }
    },
  },
);
