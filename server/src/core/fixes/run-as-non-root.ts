/** Adds `runAsNonRoot` to a pod's container. */
import { needsRoot } from '../checks/needs-root.ts';
import { runUser } from '../checks/run-user.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { mayWrite } from '../platform/platform.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { ofPod, setPodSecurityContext, setSecurityContext } from './container.ts';
import { either, sets } from './effect.ts';
import { alone, fixIf } from './fix.ts';
import { addPodUser } from './run-as-user.ts';

const CHECK_USER = "Check that the image's USER is a number other than 0, or set `runAsUser` too";

/** The fix that adds `runAsNonRoot`; empty if the container works only as root. */
export function runAsNonRootFixes(container: Container, owner: Workload, ctx: Context): Fix[] {
  if (needsRoot(container)) return [];
  const named = mayWrite(container.platform, 'user') ? namedUser(container) : undefined;
  if (named) {
    const { uid } = named;
    if (uid === undefined) return [];
    const title = `Add \`runAsNonRoot: true\` and \`runAsUser: ${uid}\`, the user \`${named.name}\` of the image`;
    return fixIf(title, 'review', () => addPodUser(container, ctx, uid), [
      sets(container, 'securityContext', 'runAsNonRoot'),
      sets(container, 'securityContext', 'runAsUser'),
    ]);
  }
  const count = ofOnePod(owner, ctx) ? owner.containers.filter((c) => c.runAsNonRoot.level !== 'container').length : 1;
  const fixes = fixIf(
    `Add \`runAsNonRoot: true\`${ofPod(count)}`,
    'review',
    () => setRunAsNonRoot(container, owner, ctx),
    [either(...[owner, container].map((part) => sets(part, 'securityContext', 'runAsNonRoot')))],
  );
  return owner.containers.every(hasNumberedUser) ? fixes : alone(fixes, CHECK_USER);
}

/** The kubelet starts a container with the setting only if the number of its user is known and not 0. */
function hasNumberedUser({ user, image }: Container): boolean {
  if (user.value !== undefined) return /^[1-9]\d*$/.test(user.value);
  return image?.reference !== undefined && /^[1-9]\d*(?::|$)/.test(userRow(image.reference)?.user ?? '');
}

/** The user that the image is known to have by name. The kubelet does not start such a container, since the name may be another for root. */
function namedUser({ user, image }: Container): NamedUser | undefined {
  const row = user.value === undefined && image?.reference ? userRow(image.reference) : undefined;
  if (!row || /^\d|^(?:root|non-root)(?::|$)/.test(row.user)) return undefined;
  return { name: row.user.split(':')[0]!, uid: row.ids.uid };
}

interface NamedUser {
  readonly name: string;
  readonly uid: number | undefined;
}

/** Sets `runAsNonRoot` on the pod if no container needs another value, else on the container. */
const setRunAsNonRoot = (container: Container, owner: Workload, ctx: Context): TextEdit[] =>
  ofOnePod(owner, ctx) ? setOnPod(owner, ctx) : setSecurityContext(ctx, container, ['runAsNonRoot'], true);

const setOnPod = ({ podSpec }: Workload, ctx: Context): TextEdit[] =>
  setPodSecurityContext(ctx, podSpec, ['runAsNonRoot'], true);

/** Whether the pod can have the setting, for all its containers. */
function ofOnePod(owner: Workload, ctx: Context): boolean {
  const alike = owner.containers.every(
    (c) => c.runAsNonRoot.value !== false && runUser(c, ctx).verdict !== 'root' && !needsRoot(c) && !namedUser(c),
  );
  return alike && owner.platform.writes.podSecurity && setOnPod(owner, ctx).length > 0;
}
