/** Sets a user other than root for a service or a pod's container. Always for review: files and ports may need root. */
import type { Container } from '../domain/container.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { runsAs, stepDown } from '../image/knowledge/user/step-down.ts';
import type { Context, Fix } from '../rule/rule.ts';
import { joined } from '../yaml/edit/edit.ts';
import { fixIf } from './fix.ts';
import { addPodUser, changePodUser, openLowPorts, portNeed, setServiceUser } from './run-as-user.ts';
import { deleteNode } from './yaml-node.ts';

/** The mounts are usable only by root: a control socket belongs to root and a group of the host, root's home to root. */
const mountsWhatIsRoots = ({ hostMounts }: Container): boolean =>
  hostMounts.some((m) => controlSocket(m.source)?.limited === false || /^\/root(?:\/|$)/.test(m.target ?? ''));

/** The fixes, depending on what the container's image supports. */
export function containerUserFixes(container: Container, ctx: Context): Fix[] {
  if (mountsWhatIsRoots(container)) return [];
  const reference = container.image?.reference;
  const known = reference && defaultUser(reference);
  const ids = reference && runsAs(reference);
  const uid = ids?.uid ?? 10001;
  const stated = container.user.value !== undefined;
  // The entrypoint starts as root and then changes to a user that is not known here.
  if (!stated && reference && stepDown(reference) && !ids) return [];
  if (stated && known?.user === 'non-root' && !known.unsourced && container.user.level === 'container') {
    return fixIf(`Use the image's own user, ${known.name ?? known.uid ?? 'not root'}`, 'review', () =>
      deleteNode(ctx, container.user.node),
    );
  }
  const need = portNeed(container);
  if (need === 'root') return [];
  if (container.origin === 'compose') {
    const user = `${uid}:${ids?.gid ?? uid}`;
    return fixIf(`Run as \`${user}\``, 'review', () => setServiceUser(container, ctx, user));
  }
  const title = stated ? `Run as user ${uid}` : `Add \`runAsNonRoot: true\` and \`runAsUser: ${uid}\``;
  return fixIf(need === 'sysctl' ? `${title}, and open the ports below 1024` : title, 'review', () => {
    const edits = stated ? changePodUser(container, ctx, uid) : addPodUser(container, ctx, uid);
    const ports = need === 'sysctl' ? openLowPorts(container, ctx) : [];
    return edits.length === 0 || ports === undefined ? [] : joined([...ports, ...edits]);
  });
}
