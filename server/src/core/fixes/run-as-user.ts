/** Writes the user of a service (`user`) or of a pod's container (`runAsUser` and `runAsNonRoot`). */
import type { Container } from '../domain/container.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { appendItem } from '../yaml/edit/edit.ts';
import { isShared } from '../yaml/walk.ts';
import { bindsLowPort } from './capabilities.ts';
import {
  changeSetting,
  isEmptyValue,
  keepsBraces,
  setPodSecurityContext,
  setSecurityContext,
  setServiceKey,
} from './container.ts';
import { adds } from './effect.ts';
import { yamlOf } from './fix.ts';

/** Sets `user` of a Compose service, whether it has one or not. */
export const setServiceUser = (container: Container, ctx: Context, user: string): TextEdit[] =>
  container.user.value === undefined
    ? setServiceKey(ctx, container, ['user'], user)
    : changeSetting(ctx, container, container.user, user);

/** Whether the group of root is stated beside the user: with another user it would stay. */
export const statesRootGroup = ({ user, group }: Container): boolean =>
  group.value === '0' && group.level === user.level;

/** Replaces a stated `runAsUser: 0` and a `runAsGroup: 0` beside it, and sets a `runAsNonRoot: false` beside it to true. */
export function changePodUser(container: Container, ctx: Context, uid: number, gid: number): TextEdit[] {
  const { user, runAsNonRoot, owner, group } = container;
  const own = changeSetting(ctx, container, user, String(uid));
  const also = statesRootGroup(container) && gid !== 0 ? changeSetting(ctx, container, group, String(gid)) : [];
  const edits = own.length === 0 ? [] : [...own, ...also].sort((a, b) => a.span.start - b.span.start);
  if (edits.length === 0 || runAsNonRoot.value !== false || runAsNonRoot.level !== user.level) return edits;
  const containers = owner.origin === 'kubernetes' && user.level === 'pod' ? owner.containers : [];
  // A container with its own user may be root, so the pod must still allow root.
  if (containers.some((c) => c.user.level === 'container' && c.runAsNonRoot.level === 'pod')) return edits;
  return [...edits, ...changeSetting(ctx, container, runAsNonRoot, 'true')].sort((a, b) => a.span.start - b.span.start);
}

/** Adds `runAsUser` and `runAsNonRoot` to a container without a user. */
export function addPodUser(container: Container, ctx: Context, uid: number): TextEdit[] {
  const security = container.node.entries.findLast((e) => e.key === 'securityContext');
  const together = (): TextEdit[] => setSecurityContext(ctx, container, [], { runAsNonRoot: true, runAsUser: uid });
  const first = setSecurityContext(ctx, container, ['runAsUser'], uid);
  if (first.length === 0) return [];
  const second = setSecurityContext(ctx, container, ['runAsNonRoot'], true);
  if (container.runAsNonRoot.value === false && container.runAsNonRoot.level === 'container') {
    return [...changeSetting(ctx, container, container.runAsNonRoot, 'true'), ...first];
  }
  if (isEmptyValue(security?.value)) return keepsBraces(security?.value, first) ? [] : together();
  // Both keys follow the same last entry, so they are one insertion.
  const [a, b] = [second[0], first[0]];
  return a && b && a.span.start === b.span.start && a.span.end === b.span.end
    ? [{ span: a.span, text: a.text + b.text }]
    : [...second, ...first];
}

/** Lets every user of a pod bind every port. Kubernetes counts this sysctl as safe. */
export const OPEN_PORTS = { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' };

/** What a user other than root needs for the ports of the container's image. */
export type PortNeed = 'nothing' | 'sysctl' | 'root';

/** Whether another user than root can bind the ports below 1024 that the image listens on. The host's network has the host's sysctl. */
export function portNeed(ctx: Context, container: Container): PortNeed {
  if (!bindsLowPort(ctx, container)) return 'nothing';
  return container.hostNamespaces.some(({ namespace }) => namespace === 'network') ? 'root' : 'sysctl';
}

/** Adds the sysctl to the container's pod; `undefined` if that is impossible, no edits if it is there already. */
export function openLowPorts(container: Container, ctx: Context): TextEdit[] | undefined {
  const unit = yamlOf(ctx);
  if (!unit || container.owner.origin !== 'kubernetes' || isShared(unit, container.owner.podSpec)) return undefined;
  const { pod, podSpec } = container.owner;
  const sysctls = pod.get('securityContext', 'sysctls');
  if (sysctls.items().some((item) => item.get('name').text === OPEN_PORTS.name)) return [];
  if (!sysctls.node) return nonEmpty(setPodSecurityContext(ctx, podSpec, ['sysctls'], [OPEN_PORTS]));
  return sysctls.seq && !isShared(unit, sysctls.seq) ? nonEmpty(appendItem(unit, sysctls.seq, OPEN_PORTS)) : undefined;
}

/** What `openLowPorts` changes: nothing if the sysctl is there already. */
export function opensLowPorts({ owner }: Container): Effect[] {
  if (owner.origin !== 'kubernetes') return [];
  const sysctls = owner.pod.get('securityContext', 'sysctls').items();
  const isThere = sysctls.some((item) => item.get('name').text === OPEN_PORTS.name);
  return isThere ? [] : [adds(owner, 'securityContext', 'sysctls', OPEN_PORTS.name)];
}

const nonEmpty = (edits: TextEdit[]): TextEdit[] | undefined => (edits.length > 0 ? edits : undefined);

/** The container writes to a volume claim. A new one mostly belongs to root, so another user needs its group: `fsGroup`. */
export function writesToClaim({ lens, owner }: Container): boolean {
  if (owner.origin !== 'kubernetes') return false;
  const mounts = lens.get('volumeMounts').items();
  return mounts.some((mount) => {
    if (mount.get('readOnly').text === 'true') return false;
    const name = mount.get('name').text;
    const volume = owner.volumes.find((one) => one.name === name);
    // Without a volume, the name is that of a `volumeClaimTemplates` of a StatefulSet.
    return volume ? /^(?:persistentVolumeClaim|ephemeral)$/.test(volume.source) : owner.object.kind === 'StatefulSet';
  });
}

/** The group that a claim of the container needs; `undefined` if it has none, or the pod sets one. */
export function missingGroup(container: Container, gid: number): number | undefined {
  const { owner, platform } = container;
  if (owner.origin !== 'kubernetes' || !platform.writes.podSecurity || !writesToClaim(container)) return undefined;
  return owner.pod.get('securityContext', 'fsGroup').node ? undefined : gid;
}

/** Sets the group of the pod's volumes; no edits if that is impossible. */
export function setVolumeGroup({ owner }: Container, ctx: Context, gid: number): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || owner.origin !== 'kubernetes' || isShared(unit, owner.podSpec)) return [];
  return setPodSecurityContext(ctx, owner.podSpec, ['fsGroup'], gid);
}
