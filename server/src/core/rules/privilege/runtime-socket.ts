import { isForDevelopment } from '../../checks/for-development.ts';
import { VolumeName } from '../../checks/shown-name.ts';
import { loweredForWork } from '../../checks/works-through-socket.ts';
import type { Container } from '../../domain/container.ts';
import type { Volume } from '../../domain/kubernetes.ts';
import { removes, removesVolume } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { mayNeedMount, readsDocker, removeVolume } from '../../fixes/volume.ts';
import { deleteNode } from '../../fixes/yaml-node.ts';
import { type ControlSocket, controlSocket } from '../../host-path/control-socket.ts';
import { rule, type Severity } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/runtime-socket',
    title: 'Runtime socket mounted',
    why: 'Anyone who can reach the socket of Docker, containerd or systemd can start a privileged container that mounts the host’s disk: one request gives root on the host. A read-only mount does not help, because it protects the file and not the connection. Mounting a folder above the socket has the same effect.',
    severity: 'error',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    setting: 'hostMounts',
    since: '0.1.0',
    hostNeed: 'runtime',
    tags: ['compose', 'kubernetes', 'isolation'],
    refs: {
      cisDocker: ['5.32'],
      cisKubernetes: ['5.2.12'],
      nist800190: ['4.4.3'],
      owaspDocker: ['1'],
      cwe: ['CWE-250'],
      trivy: ['KSV-0006'],
      checkov: ['CKV_K8S_27'],
      'kube-linter': ['docker-sock'],
      kubescape: ['C-0074', 'containers-mounting-docker-socket'],
      kyverno: ['disallow-container-sock-mounts', '~docker-socket-check'],
      kics: ['a6f34658-fdfb-4154-9536-56d516f65828', 'd6355c88-1e8d-49e9-b2f2-f8a1ca12c75b'],
      datree: ['CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET'],
      semgrep: ['exposing-docker-socket-hostpath', 'exposing-docker-socket-volume'],
      'sonar-iac': ['S6429'],
      kubesec: ['DockerSock'],
      'pss-baseline': ['~hostPathVolumes'],
      'pss-restricted': ['~hostPathVolumes', '~restrictedVolumes'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'compose') return;
      for (const mount of container.hostMounts) {
        const socket = controlSocket(mount.source);
        if (!socket || (isProxy(container) && !socket.isFolder)) continue;
        const flag = mount.node.type === 'scalar' && ctx.unit.text.startsWith('use_api_socket', mount.at.start);
        yield {
          at: mount.at,
          ...(isRouterOfDevelopers(container, mount.readOnly, ctx.unit.path) ? WARNING : severityFor(socket)),
          ...(socket.isFolder ? {} : loweredForWork(container, ctx.unit.path)),
          message: flag
            ? `\`${container.name}\` gets the Docker socket and your registry credentials`
            : `\`${container.name}\` mounts ${describeSocket(mount.source, socket)}${mount.readOnly ? '; `ro` does not protect it' : ''}`,
          fixes: fixIf(
            flag ? 'Remove `use_api_socket`' : 'Remove the mount',
            'review',
            () => (mayNeedMount(container, mount.target) ? [] : deleteNode(ctx, mount.node)),
            [flag ? removes(container, 'use_api_socket') : removes(container, 'volumes', mount.target ?? '*')],
          ),
        };
      }
    },
    *workload(workload, ctx) {
      for (const volume of workload.volumes) {
        const socket = volume.hostPath === undefined ? undefined : controlSocket(volume.hostPath);
        if (!socket || volume.hostPath === undefined) continue;
        if (!socket.isFolder && volume.mounts.length > 0 && volume.mounts.every((m) => isProxy(m.container))) continue;
        yield {
          at: volume.lens.get('hostPath', 'path').valueAt ?? volume.span,
          covers: volume.span,
          ...(socket.isFolder && isMountedWithoutRoot(volume) ? WARNING : severityFor(socket)),
          message: `${VolumeName(volume.name)} gives the pod ${describeSocket(volume.hostPath, socket)}`,
          fixes: fixIf(
            'Remove the volume and its mounts',
            'review',
            () => removeVolume(ctx, workload, volume),
            removesVolume(workload, volume),
          ),
        };
      }
    },
    *'object:PersistentVolume'({ object, nodePath }) {
      const socket = nodePath && controlSocket(nodePath.path);
      const what = socket && describeSocket(nodePath.path, socket);
      if (socket)
        yield { at: nodePath.at, ...severityFor(socket), message: `${VolumeName(object.name)} gives pods ${what}` };
    },
  },
);

const WARNING = { severity: 'warning' } as const;

/** Traefik of a development setup, whose own command says that it reads its routes from the socket. */
const isRouterOfDevelopers = (container: Container, readOnly: boolean, path: string): boolean =>
  readOnly && readsDocker(container) && isForDevelopment(path);

const severityFor = (socket: ControlSocket): { severity?: Severity } => (socket.limited ? WARNING : {});
const describeSocket = (path: string, { of, isFolder }: ControlSocket): string =>
  isFolder ? `\`${path}\`, which holds the control socket of ${of}` : `\`${path}\`, the control socket of ${of}`;

/**
 * Whether every container that mounts the volume has a user and a group other than 0, and so cannot open a socket in a
 * mounted folder: sockets belong to root and a group. Without `runAsGroup` the group may be root's.
 */
const isMountedWithoutRoot = ({ mounts }: Volume): boolean =>
  mounts.length > 0 &&
  mounts.every(
    ({ container: { user, group, privileged } }) =>
      [user, group].every((id) => id.value !== undefined && id.value !== '0') && privileged.value !== true,
  );

/** A proxy that forwards only allowed requests needs the socket. */
const isProxy = (container: Container): boolean =>
  /(?:^|\/)(?:docker-)?socket-proxy$/.test(container.image?.reference?.repository ?? '');
