import { deleteNode } from '../../fixes/container.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { textOf } from '../../kubernetes/scalar.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { allEntries, text } from '../../yaml/access.ts';
import { setScalar } from '../../yaml/edit/edit.ts';
import { seek } from '../../yaml/lens.ts';
import type { YamlMap } from '../../yaml/node.ts';
import { isShared } from '../../yaml/walk.ts';

const CONFINED = new Set(['RuntimeDefault', 'Localhost', '']);
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export default rule(
  {
    id: 'privilege/unconfined-apparmor',
    title: 'AppArmor switched off',
    why: 'AppArmor keeps a container from mounting file systems and from writing to the kernel’s switches below `/proc` and `/sys`, even when it has a capability too many. Switched off, nothing catches that mistake.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
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
      if (container.origin === 'kubernetes') {
        yield* unconfined(ctx, container.node, container.name);
        return;
      }
      const { value, at, node } = container.appArmor;
      if (value !== 'Unconfined' || !at) return;
      yield {
        at,
        message: `\`${container.name}\` runs without AppArmor`,
        fixes: fixIf('Remove the option', 'review', () => deleteNode(ctx, node)),
      };
    },
    *workload(workload, ctx) {
      yield* unconfined(ctx, workload.podSpec, workload.object.name || workload.object.kind);
      for (const entry of allEntries(workload.podAnnotations)) {
        if (!entry.key.startsWith(ANNOTATION)) continue;
        const profile = text(entry.value);
        if (!profile || profile === 'runtime/default' || profile.startsWith('localhost/')) continue;
        yield {
          at: entry.alias ?? entry.span,
          message: `\`${entry.key.slice(ANNOTATION.length)}\` runs with the AppArmor profile \`${profile}\``,
          fixes: fixIf('Remove the annotation', 'review', () => deleteNode(ctx, entry.value)),
        };
      }
    },
  },
);

function* unconfined(ctx: Context, map: YamlMap, name: string): Iterable<Finding> {
  const found = seek({ node: map, via: undefined }, 'securityContext', 'appArmorProfile', 'type');
  const type = textOf(found);
  if (!found || type === undefined || CONFINED.has(type)) return;
  const { node } = found;
  yield {
    at: found.at,
    message:
      type === 'Unconfined'
        ? `\`${name}\` runs without AppArmor`
        : `\`${name}\` names a type of AppArmor profile that does not exist: \`${type}\``,
    fixes: fixIf('Use `RuntimeDefault`', 'review', () => {
      const unit = yamlOf(ctx);
      return unit && node?.type === 'scalar' && !isShared(unit, node) ? setScalar(unit, node, 'RuntimeDefault') : [];
    }),
  };
}
