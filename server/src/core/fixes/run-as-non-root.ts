/** Adds `runAsNonRoot` to a pod's container. */
import { commandNeeds } from '../checks/command-capabilities.ts';
import { runUser } from '../checks/run-user.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { setPodSecurityContext, setSecurityContext } from './container.ts';
import { either, sets } from './effect.ts';
import { alone, fixIf } from './fix.ts';

const CHECK_USER = "Check that the image's USER is a number other than 0, or set `runAsUser` too";

/** The fix that adds `runAsNonRoot`; empty if a command of the container works only as root. */
export function runAsNonRootFixes(container: Container, owner: Workload, ctx: Context): Fix[] {
  if (needsRoot(container)) return [];
  const fixes = fixIf('Add `runAsNonRoot: true`', 'review', () => setRunAsNonRoot(container, owner, ctx), [
    either(...[owner, container].map((part) => sets(part, 'securityContext', 'runAsNonRoot'))),
  ]);
  return owner.containers.every(hasNumberedUser) ? fixes : alone(fixes, CHECK_USER);
}

/** A command of the container uses a capability, which only root has. */
export const needsRoot = (container: Container): boolean => commandNeeds(container).length > 0;

/** The kubelet starts a container with the setting only if the number of its user is known and not 0. */
function hasNumberedUser({ user, image }: Container): boolean {
  if (user.value !== undefined) return /^[1-9]\d*$/.test(user.value);
  return image?.reference !== undefined && /^[1-9]\d*(?::|$)/.test(userRow(image.reference)?.user ?? '');
}

/** Sets `runAsNonRoot` on the pod if no container needs another value, else on the container. */
function setRunAsNonRoot(container: Container, { containers, podSpec }: Workload, ctx: Context): TextEdit[] {
  const alike = containers.every(
    (c) => c.runAsNonRoot.value !== false && runUser(c, ctx).verdict !== 'root' && !needsRoot(c),
  );
  const onPod =
    alike && container.platform.writes.podSecurity ? setPodSecurityContext(ctx, podSpec, ['runAsNonRoot'], true) : [];
  return onPod.length > 0 ? onPod : setSecurityContext(ctx, container, ['runAsNonRoot'], true);
}
