/** Sets a user other than root for a service or a pod's container. Always for review: files and ports may need root. */

import { builtStage } from '../checks/built-stage.ts';
import { isExtended } from '../checks/extended-service.ts';
import { needsRoot, writesToNode } from '../checks/needs-root.ts';
import { needsRootElsewhere } from '../checks/user-elsewhere.ts';
import type { Container } from '../domain/container.ts';
import { hostDevice, writableFolders } from '../domain/host-folders.ts';
import { writableVolumes } from '../domain/named-volumes.ts';
import { rootHomeUse } from '../domain/root-home-use.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { runsAs, stepDown } from '../image/knowledge/user/step-down.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { mayWrite } from '../platform/platform.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { joined } from '../yaml/edit/edit.ts';
import { lens } from '../yaml/lens.ts';
import { ofPod } from './container.ts';
import { either, hardened, removes, sets } from './effect.ts';
import { fixIf } from './fix.ts';
import {
  addPodUser,
  changePodUser,
  missingGroup,
  openLowPorts,
  opensLowPorts,
  portNeed,
  setServiceUser,
  setVolumeGroup,
  statesRootGroup,
} from './run-as-user.ts';
import { deleteNode } from './yaml-node.ts';

/** Usable only by root: control sockets and devices belong to root and a group of the host, root's home to root. */
const usesWhatIsRoots = (container: Container): boolean =>
  rootHomeUse(container) !== undefined ||
  hostDevice(container) !== undefined ||
  container.hostMounts.some((m) => controlSocket(m.source)?.limited === false);

/** A number above those that images give to their own users. */
const ANY_USER = 10001;

/** Whether a merge key brings in another user. */
function isMerged({ origin, lens: from }: Container): boolean {
  const [map, key] = origin === 'compose' ? [from.map, 'user'] : [from.get('securityContext').map, 'runAsUser'];
  return (map?.merges ?? []).some((merge) => lens(merge.map).get(key).at !== undefined);
}

/** The user of the pod or the container, where it is stated, and `runAsNonRoot` if that said that root is allowed. */
function setsPodUser(container: Container): Effect[] {
  const { user, owner } = container;
  const part = user.level === 'pod' && owner.origin === 'kubernetes' ? owner : container;
  const own = either(sets(part, 'securityContext', 'runAsUser'), sets(part, 'securityContext', 'runAsNonRoot'));
  return statesRootGroup(container) ? [own, sets(part, 'securityContext', 'runAsGroup')] : [own];
}

const podUserEffects = (container: Container, stated: boolean): Effect[] =>
  stated
    ? setsPodUser(container)
    : [sets(container, 'securityContext', 'runAsUser'), sets(container, 'securityContext', 'runAsNonRoot')];

/** The other containers whose user is the one that the pod states for this container. */
function sharesUser({ user, owner, node }: Container): Container[] {
  if (user.level !== 'pod' || owner.origin !== 'kubernetes') return [];
  return owner.containers.filter((other) => other.node !== node && other.user.level === 'pod');
}

/** The number of a user that fits the container's image; `undefined` if it needs root, or somebody chose root for an image that is not known. */
function userFor(ctx: Context, container: Container): number | undefined {
  if (isForeign(container) || usesWhatIsRoots(container) || needsRoot(container) || portNeed(ctx, container) === 'root')
    return undefined;
  const reference = container.image?.reference;
  const ids = reference && runsAs(reference);
  return reference && stepDown(reference) && !ids ? undefined : (ids?.uid ?? ANY_USER);
}

/** What to check of the files that the program writes. `known`: the image is made for this user. */
function writeNotes(container: Container, uid: number, known: boolean): string[] {
  const targets = [...new Set(writableMounts(container))].map((target) => `\`${target}\``);
  const mounts = targets.length > 0 ? `what is mounted at ${targets.join(', ')}` : '';
  if (known)
    return mounts === '' ? [] : [`Make sure that user ${uid} may write to ${mounts}: older files may belong to root`];
  const files =
    mounts === '' ? 'the files and volumes that the program changes' : `${mounts}, and to other files that it changes`;
  return [`Make sure that user ${uid} may write to ${files}: start it once and look for "permission denied"`];
}

/** What to do with the files that the container wrote as root, before it gets another user. */
function writtenAsRootNotes(container: Container): string[] {
  const targets = [...new Set(writableMounts(container))].map((target) => `\`${target}\``);
  return targets.length === 0
    ? []
    : [
        `Change the owner of what is mounted at ${targets.join(', ')}: files that were written until now belong to root`,
      ];
}

/** The places in the container of volumes and folders that it may write. */
function writableMounts(container: Container): string[] {
  const { origin, lens: from } = container;
  if (origin === 'kubernetes')
    return from
      .get('volumeMounts')
      .items()
      .flatMap((mount) => (mount.get('readOnly').text === 'true' ? [] : (mount.get('mountPath').text ?? [])));
  return [...writableFolders(container), ...writableVolumes(container)];
}

/** Edits that set the user of the container and the group of the pod's volumes. */
function grouped(container: Container, ctx: Context, uid: number, gid: number, change: boolean): TextEdit[] {
  const user = change ? changePodUser(container, ctx, uid, gid) : addPodUser(container, ctx, uid);
  const group = setVolumeGroup(container, ctx, gid);
  return user.length > 0 && group.length > 0 ? joined([...group, ...user]) : [];
}

/** The user that the Dockerfile of the service ends with, if it is not root. */
function builtUser({ owner }: Container, ctx: Context): string | undefined {
  const user = owner.origin === 'compose' && owner.build ? builtStage(owner.build, ctx)?.stage.user : undefined;
  return user?.verdict === 'non-root' ? (user.user ?? 'not root') : undefined;
}

/** Whether the image is neither built here nor known. */
const isForeign = ({ image, owner }: Container): boolean =>
  !(owner.origin === 'compose' && owner.build) &&
  (!image?.reference || image.overridable || (!image.builtHere && userRow(image.reference) === undefined));

/** The fixes, depending on what the container's image supports. */
export function containerUserFixes(container: Container, ctx: Context): Fix[] {
  if (!mayWrite(container.platform, 'user') || usesWhatIsRoots(container) || needsRoot(container)) return [];
  if (writesToNode(container) || needsRootElsewhere(container, ctx) || isExtended(container, ctx)) return [];
  const reference = container.image?.reference;
  const known = reference && defaultUser(reference);
  const ids = reference && runsAs(reference);
  const uid = ids?.uid ?? ANY_USER;
  const stated = container.user.value !== undefined;
  // The entrypoint starts as root and then changes to a user that is not known here.
  if (!stated && reference && stepDown(reference) && !ids) return [];
  const own =
    known?.user === 'non-root' && !known.unsourced
      ? (known.name ?? known.uid ?? 'not root')
      : builtUser(container, ctx);
  if (stated && own !== undefined && container.user.level === 'container') {
    // Without the setting, that of a merge key would be in force.
    if (isMerged(container)) return [];
    return fixIf(
      `Use the image's own user, ${own}`,
      'review',
      () => deleteNode(ctx, container.user.node),
      [removes(container, ...hardened(container, 'runAsUser', 'user'))],
      writtenAsRootNotes(container),
    );
  }
  // A user of somebody else's image is a guess, and root is what somebody chose.
  if (stated && isForeign(container)) return [];
  const shared = sharesUser(container);
  const forAll = shared.every((other) => userFor(ctx, other) === uid);
  const needs = (forAll ? [container, ...shared] : [container]).map((one) => portNeed(ctx, one));
  const need = needs.includes('root') ? 'root' : needs.includes('sysctl') ? 'sysctl' : 'nothing';
  if (need === 'root') return [];
  const notes = writeNotes(container, uid, ids !== undefined);
  if (container.origin === 'compose') {
    // A volume that the image does not prepare belongs to root.
    if (ids === undefined && writableMounts(container).length > 0) return [];
    // A folder of the host belongs to who made it, mostly root: the image hands it over while it starts as root.
    if (reference && stepDown(reference) && writableFolders(container).length > 0) return [];
    const user = `${uid}:${ids?.gid ?? uid}`;
    return fixIf(
      `Run as \`${user}\``,
      'review',
      () => setServiceUser(container, ctx, user),
      [sets(container, 'user')],
      notes,
    );
  }
  // The pod's setting is for all containers without their own: where one of them needs another, this container gets its own.
  const change = stated && forAll;
  const alsoGroup = statesRootGroup(container) && ids?.gid !== 0 ? ` and group ${ids?.gid ?? uid}` : '';
  const added = `Add \`runAsNonRoot: true\` and \`runAsUser: ${uid}\``;
  const title = change
    ? `Run as user ${uid}${alsoGroup}${ofPod(shared.length + 1)}`
    : stated
      ? `${added} to \`${container.name}\``
      : added;
  const group = missingGroup(container, ids?.gid ?? uid);
  if (group !== undefined && need === 'nothing') {
    const edits = (): TextEdit[] => grouped(container, ctx, uid, group, change);
    const effect = [...podUserEffects(container, change), sets(container.owner, 'securityContext', 'fsGroup')];
    return fixIf(`${title}, and add \`fsGroup: ${group}\` for its volumes`, 'review', edits, effect, notes);
  }
  if (group !== undefined)
    notes.push(`Set \`fsGroup: ${group}\` in the pod's \`securityContext\`: a new volume belongs to root`);
  return fixIf(
    need === 'sysctl' ? `${title}, and open the ports below 1024` : title,
    'review',
    () => {
      const edits = change ? changePodUser(container, ctx, uid, ids?.gid ?? uid) : addPodUser(container, ctx, uid);
      const ports = need === 'sysctl' ? openLowPorts(container, ctx) : [];
      return edits.length === 0 || ports === undefined ? [] : joined([...ports, ...edits]);
    },
    [...podUserEffects(container, change), ...(need === 'sysctl' ? opensLowPorts(container) : [])],
    notes,
  );
}
