import { objectName } from '../../checks/shown-name.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { booleanOf } from '../../kubernetes/scalar.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/shared-processes',
    title: 'Containers that see each other’s processes',
    why: 'With `shareProcessNamespace` each container of the pod sees the processes of the others, with their arguments, and by `/proc` their files and environment. An attacker in the least important container reads the secrets of all.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { nist800190: ['4.4.3'], cwe: ['CWE-653'] },
  },
  {
    *workload(workload, ctx) {
      const { pod, object, containers } = workload;
      const shared = pod.get('shareProcessNamespace');
      // One container has nobody to share with.
      if (!shared.at || booleanOf(shared) !== true || containers.filter(({ role }) => role !== 'ephemeral').length < 2)
        return;
      yield {
        at: shared.at,
        message: `Containers of ${objectName(object)} see each other’s processes and files`,
        fixes: fixIf('Remove `shareProcessNamespace`', 'review', () => deleteNode(ctx, shared.node), [
          removes(workload, 'shareProcessNamespace'),
        ]),
      };
    },
  },
);
