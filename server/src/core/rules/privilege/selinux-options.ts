import { isPrivileged } from '../../checks/is-privileged.ts';
import { podSecurityMinor } from '../../checks/pod-security.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { type Part, removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { distinctOptions, removeOptionFix } from '../../fixes/security-option.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { SELINUX_TYPES } from '../../kubernetes/pod-security/lists.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

/** Types that SELinux does not confine. */
const UNCONFINED = /^(?:spc_t|unconfined_t|container_runtime_t|super_t|control_t)$/;

export default rule(
  {
    id: 'privilege/selinux-options',
    title: 'SELinux confinement weakened',
    why: 'On hosts with SELinux every container has a label that keeps it away from the files of the host and of other containers. With another user, role or type, or without a label, any further flaw lets an attacker reach those files. The label has stopped several escapes through `runc`.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'seLinux',
    since: '0.1.0',
    mutedBy: 'privileged',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.3'],
      nist800190: ['4.4.3'],
      owaspDocker: ['6'],
      trivy: ['KSV-0025'],
      kyverno: ['disallow-selinux'],
      gatekeeper: ['K8sPSPSELinuxV2'],
      datree: [
        '~EKS_INVALID_SELINUXOPTIONS_ROLE_VALUE',
        '~EKS_INVALID_SELINUXOPTIONS_TYPE_VALUE',
        '~EKS_INVALID_SELINUXOPTIONS_USER_VALUE',
      ],
      semgrep: ['selinux-separation-disabled'],
      'pss-baseline': ['seLinuxOptions'],
      'pss-restricted': ['seLinuxOptions'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin === 'kubernetes') {
        yield* seLinuxFindings(ctx, container, container.lens, `\`${container.name}\``);
        return;
      }
      // A privileged container has no label anyway: it is enough to report that.
      if (isPrivileged(container)) return;
      for (const option of distinctOptions(container)) {
        if (option.key !== 'label') continue;
        const type = /^type[:=](.*)$/.exec(option.value)?.[1];
        if (option.value !== 'disable' && !(type && UNCONFINED.test(type))) continue;
        yield {
          at: option.at,
          message: type
            ? `\`${container.name}\` has the SELinux type \`${type}\`, which SELinux does not confine`
            : `\`${container.name}\` runs without an SELinux label`,
          fixes: removeOptionFix(ctx, container, option),
        };
      }
    },
    *workload(workload, ctx) {
      yield* seLinuxFindings(ctx, workload, workload.pod, ObjectName(workload.object));
    },
  },
);

function* seLinuxFindings(ctx: Context, part: Part, from: Found, name: string): Iterable<Finding> {
  for (const key of ['type', 'user', 'role']) {
    const { at, node, text: value } = from.get('securityContext', 'seLinuxOptions', key);
    if (!value) continue;
    if (
      key === 'type' &&
      podSecurityMinor(ctx.settings) >= (SELINUX_TYPES.get(value) ?? Number.POSITIVE_INFINITY) &&
      SELINUX_TYPES.has(value)
    )
      continue;
    const certain = key === 'type' && UNCONFINED.test(value);
    yield {
      at,
      // Another type may be written for this program, so only the strict profile reports it.
      ...(certain ? {} : { severity: 'info', profile: 'strict' }),
      message: `${name} has the SELinux ${key} \`${value}\`${certain ? ', which SELinux does not confine' : ''}`,
      fixes: fixIf(`Remove the ${key}`, 'review', () => deleteNode(ctx, node), [
        removes(part, 'securityContext', 'seLinuxOptions', key),
      ]),
    };
  }
}
