import { ObjectName, podsDo } from '../../checks/shown-name.ts';
import type { PodContainer } from '../../domain/kubernetes.ts';
import type { Part } from '../../fixes/effect.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { writesToClaim } from '../../fixes/run-as-user.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { defaultUser } from '../../image/knowledge/user/default-user.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

/** @param containers those that have the group */
function* rootGroups(
  part: Part,
  from: Found,
  keys: readonly string[],
  name: string,
  ctx: Context,
  containers: readonly PodContainer[],
): Iterable<Finding> {
  for (const key of keys) {
    const { at, text, node } = from.get('securityContext', key);
    if (!at || text !== '0') continue;
    yield {
      at,
      message: `${name} has the group of root: \`${key}: 0\``,
      fixes: (key === 'fsGroup' ? containers.some(writesToClaim) : !containers.every(hasOwnGroup))
        ? []
        : fixIf(`Remove \`${key}\``, 'review', () => deleteNode(ctx, node), [removes(part, 'securityContext', key)]),
    };
  }
}

/**
 * Whether the image gives the container's user another group than root's. A user that the image does not have gets the group 0 without the setting too.
 * Source: containerd, `oci.WithUserID`.
 */
function hasOwnGroup({ image, user }: PodContainer): boolean {
  const known = image?.reference && !image.overridable ? defaultUser(image.reference) : undefined;
  return (
    known?.user === 'non-root' &&
    known.gid !== undefined &&
    known.gid !== 0 &&
    (user.value === undefined || user.value === String(known.uid))
  );
}

export default rule(
  {
    id: 'user/root-group',
    title: 'Root group',
    why: 'Files of the group 0 are often writable for it, in images that OpenShift should run above all. A program with this group changes them, and in volumes that pods share it reads what was meant for root.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    setting: 'user',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: {
      cwe: ['CWE-250'],
      trivy: ['KSV-0116'],
      kyverno: ['require-non-root-groups'],
      gatekeeper: ['~K8sPSPFSGroup'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin === 'kubernetes')
        yield* rootGroups(container, container.lens, ['runAsGroup'], `\`${container.name}\``, ctx, [container]);
    },
    *workload(workload, ctx) {
      const { object } = workload;
      // OpenShift gives containers this group, and images for it need it.
      yield* rootGroups(
        workload,
        workload.pod,
        ['runAsGroup', 'fsGroup'],
        ObjectName(object),
        ctx,
        workload.containers,
      );
      for (const group of workload.pod.get('securityContext', 'supplementalGroups').items())
        if (group.text === '0')
          yield { at: group.at, message: `${podsDo(object, 'have', 'has')} the group 0 in addition` };
    },
  },
);
