import { isPrivileged } from '../../checks/is-privileged.ts';
import { ObjectName } from '../../checks/shown-name.ts';
import { mountsWithFuse } from '../../domain/host-folders.ts';
import { type Part, removes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { runtimeDefaultFix } from '../../fixes/runtime-default.ts';
import { removeOptionFix } from '../../fixes/security-option.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import type { Found } from '../../yaml/lens.ts';

const CONFINED = new Set(['RuntimeDefault', 'Localhost', '']);
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export default rule(
  {
    id: 'privilege/unconfined-apparmor',
    title: 'AppArmor switched off',
    why: 'AppArmor keeps a container from mounting file systems and from writing to kernel settings below `/proc` and `/sys`, even if it has one capability too many. Without AppArmor, an attacker in the container can use that capability in full.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'appArmor',
    since: '0.1.0',
    mutedBy: 'privileged',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.2'],
      nist800190: ['4.4.3'],
      owaspDocker: ['6'],
      trivy: ['KSV-0002'],
      kyverno: ['restrict-apparmor-profiles'],
      gatekeeper: ['K8sPSPAppArmor'],
      kubesec: ['ApparmorUnconfined'],
      'pss-baseline': ['appArmorProfile'],
      'pss-restricted': ['appArmorProfile'],
    },
  },
  {
    *container(container, ctx) {
      // A privileged container is not confined anyway: it is enough to report that.
      if (isPrivileged(container)) return;
      if (container.origin === 'kubernetes') {
        yield* unconfined(ctx, container, container.lens, `\`${container.name}\``);
        return;
      }
      const { value, at } = container.appArmor;
      if (value !== 'Unconfined' || !at) return;
      yield {
        at,
        ...(mountsWithFuse(container) ? { profile: 'strict' as const } : {}),
        message: `\`${container.name}\` runs without AppArmor`,
        fixes: removeOptionFix(ctx, container, { key: 'apparmor', value: 'unconfined' }),
      };
    },
    *workload(workload, ctx) {
      yield* unconfined(ctx, workload, workload.pod, ObjectName(workload.object));
      for (const entry of workload.podAnnotations.entries()) {
        if (!entry.key.startsWith(ANNOTATION)) continue;
        const profile = entry.text;
        if (!profile || profile === 'runtime/default' || profile.startsWith('localhost/')) continue;
        yield {
          at: entry.at,
          message: `\`${entry.key.slice(ANNOTATION.length)}\` runs with the AppArmor profile \`${profile}\``,
          fixes: fixIf('Remove the annotation', 'review', () => deleteNode(ctx, entry.node), [
            removes(workload.object, '**', 'annotations', entry.key),
          ]),
        };
      }
    },
  },
);

function* unconfined(ctx: Context, part: Part, from: Found, name: string): Iterable<Finding> {
  const { at, text: type } = from.get('securityContext', 'appArmorProfile', 'type');
  if (type === undefined || CONFINED.has(type)) return;
  yield {
    at,
    message:
      type === 'Unconfined'
        ? `${name} runs without AppArmor`
        : `${name} names an AppArmor profile type that does not exist: \`${type}\``,
    fixes: runtimeDefaultFix(ctx, part, from, 'appArmorProfile'),
  };
}
