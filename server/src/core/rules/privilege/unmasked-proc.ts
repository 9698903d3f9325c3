import { isPrivileged } from '../../checks/is-privileged.ts';
import { rootIsMapped } from '../../checks/non-root.ts';
import type { Container } from '../../domain/container.ts';
import { removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { distinctOptions, removeOptionFix } from '../../fixes/security-option.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { rule, type Settings } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/unmasked-proc',
    title: '/proc unmasked',
    why: 'The runtime hides or write-protects the parts of `/proc` and `/sys` that belong to the host’s kernel: its memory, its keys, its crash handler. Unmasked, root in the container can read them. An attacker who writes one line there makes the kernel start any program on the host.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'procMount',
    since: '0.1.0',
    mutedBy: 'privileged',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      nist800190: ['4.4.3'],
      trivy: ['KSV-0027'],
      'kube-linter': ['unsafe-proc-mount'],
      polaris: ['procMount'],
      kyverno: ['disallow-proc-mount'],
      gatekeeper: ['K8sPSPProcMount'],
      kics: ['f922827f-aab6-447c-832a-e1ff63312bd3'],
      'pss-baseline': ['procMount'],
      'pss-restricted': ['procMount', 'procMount_restricted'],
    },
  },
  {
    *container(container, ctx) {
      // A privileged container sees them anyway: it is enough to report that.
      if (isPrivileged(container)) return;
      if (container.origin === 'compose') {
        for (const option of distinctOptions(container)) {
          if (option.key !== 'systempaths' || option.value !== 'unconfined') continue;
          yield {
            at: option.at,
            message: `\`${container.name}\` sees all of the host’s \`/proc\` and \`/sys\``,
            fixes: removeOptionFix(ctx, container, option),
          };
        }
        return;
      }
      const { at, node, text: value } = container.lens.get('securityContext', 'procMount');
      if (!value || value === 'Default' || isAllowed(container, ctx.settings)) return;
      yield {
        at,
        message: `\`${container.name}\` mounts \`/proc\` with \`${value}\``,
        fixes: fixIf('Remove `procMount`', 'review', () => deleteNode(ctx, node), [
          removes(container, 'securityContext', 'procMount'),
        ]),
      };
    },
  },
);

/**
 * Whether the Pod Security Standard allows the value because the pod has a user namespace: its root has no rights on
 * the host. The baseline standard does so since 1.35, the restricted one does not.
 */
function isAllowed(container: Container, settings: Settings): boolean {
  return rootIsMapped(container.owner, settings) && settings.podSecurity?.level !== 'restricted';
}
