/** What in a container works only as root: with another user it would fail. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { stepDown } from '../image/knowledge/user/step-down.ts';
import { effectiveCommands, installsForAll, type ShellCommand, storesHere, writtenPaths } from '../shell/shell.ts';
import { commandNeeds } from './command-capabilities.ts';
import { keptRoot } from './kept-root.ts';

/** They use capabilities where they have them, and work without. */
const NOT_ONLY_ROOTS = /^(?:tar|cpio|cp|mv|rsync|install|kill|pkill|killall|f?ping6?|traceroute)$/;

/**
 * The container is privileged, adds capabilities, which only root has, signals the processes of other containers, or runs a command that
 * works only as root.
 */
export const needsRoot = (container: Container): boolean =>
  container.privileged.value === true ||
  usesAddedCapabilities(container) ||
  signalsOthers(container) ||
  commandNeeds(container).some(({ command }) => !NOT_ONLY_ROOTS.test(command)) ||
  containerCommands(container).some(({ command }) =>
    effectiveCommands(command).some((one) => writesAsRoot(one.command, container)),
  );

/**
 * A capability that is added reaches only programs of root: neither Docker nor Kubernetes makes it ambient. Those of an image that gives up
 * root are for its start. `NET_BIND_SERVICE` is also what a program with file capabilities is given.
 */
function usesAddedCapabilities(container: Container): boolean {
  const { capAdd, image } = container;
  if (!capAdd.some(({ name }) => name !== 'NET_BIND_SERVICE')) return false;
  const step = image?.reference && stepDown(image.reference);
  return !step || keptRoot(container, step) !== undefined;
}

/** Containers that share a process namespace mostly do so that one of them can signal the others, which have users of their own. */
const signalsOthers = ({ owner }: Container): boolean =>
  owner.origin === 'kubernetes' && owner.pod.get('shareProcessNamespace').text === 'true';

/** Folders that belong to root in an image. */
const OF_THE_SYSTEM = /^\/(?:etc|usr|s?bin|lib(?:32|64|x32)?|opt|root|boot)(?:\/|$)/;

/**
 * The command installs something into the system, saves a download in the folder of the image that it starts in, writes to a folder of it that no volume covers, or writes to a folder of the host: those outside
 * of the homes belong to root.
 */
export const writesAsRoot = (command: ShellCommand, container: Container): boolean =>
  installsForAll(command) !== undefined ||
  (storesHere(command) && !hasFolder(container)) ||
  writtenPaths(command).some(
    (path) => (OF_THE_SYSTEM.test(path) && !isOnVolume(path, container)) || isOnHost(path, container),
  );

/** Whether the container says where its command starts; the folder of an image belongs to root. */
const hasFolder = ({ lens }: Container): boolean =>
  ['workingDir', 'working_dir'].some((key) => lens.get(key).node !== undefined);

const isOnHost = (path: string, { hostMounts }: Container): boolean =>
  hostMounts.some(
    ({ source, target }) =>
      OF_THE_HOST.test(source) && target !== undefined && `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`),
  );

/**
 * Whether the container of a pod may write to a folder of the node: it belongs to root, and `fsGroup` does not change that. Or it reads one as a user 0 that
 * somebody has chosen: logs of pods are root's.
 */
export const writesToNode = ({ origin, hostMounts, user }: Container): boolean =>
  origin === 'kubernetes' &&
  hostMounts.some(
    ({ source, readOnly }) => (!readOnly || user.value === '0') && OF_THE_HOST.test(source) && !isForReading(source),
  );

/** Whether containers only read the files at a path of the host, also where the mount lets them write. */
export const isForReading = (path: string): boolean => READ_ONLY_BY_USE.test(path);

const READ_ONLY_BY_USE =
  /^\/(?:etc\/(?:localtime|timezone|ssl|pki|hosts|resolv\.conf|os-release|machine-id|passwd|group)|proc|sys|usr\/(?:share|src)|(?:usr\/)?lib\/modules|boot)(?:\/|$)/;

/** Absolute paths, without the homes of users and folders in which all may write. */
const OF_THE_HOST = /^\/(?!(?:home|Users|tmp|var\/tmp|dev)(?:\/|$))/;

function isOnVolume(path: string, { origin, lens, hostMounts }: Container): boolean {
  const targets =
    origin === 'kubernetes'
      ? lens
          .get('volumeMounts')
          .items()
          .map((mount) => mount.get('mountPath').text)
      : hostMounts.map(({ target }) => target);
  return targets.some((target) => target !== undefined && `${path}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
}
