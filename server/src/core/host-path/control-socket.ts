/** Control sockets of container runtimes and of the host's init system. A process that can write to one controls the host. */

export interface ControlSocket {
  /** The program behind the socket: 'Docker', 'containerd', … */
  readonly of: string;
  /** The path is a folder that contains the socket. */
  readonly isFolder: boolean;
  /** The program checks policies before it obeys a caller, as D-Bus does. */
  readonly limited: boolean;
}

/** Names of socket files in any folder: rootless and desktop installations have them in a home folder or `$XDG_RUNTIME_DIR`. */
const FILES: readonly (readonly [RegExp, string])[] = [
  [/^docker(?:-cli|\.raw)?\.sock$/, 'Docker'],
  [/^(?:cri-dockerd|dockershim)\.sock$/, 'Docker'],
  [/^containerd\.sock$/, 'containerd'],
  [/^crio\.sock$/, 'CRI-O'],
  [/^podman\.sock$/, 'Podman'],
  [/^buildkitd\.sock$/, 'BuildKit'],
];

/** Folders that contain a control socket. `/var/run` is written as `/run`. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['/', 'the container runtime'],
  ['/run', 'the container runtime'],
  ['/run/containerd', 'containerd'],
  ['/run/k3s', 'containerd'],
  ['/run/k3s/containerd', 'containerd'],
  ['/run/k0s', 'containerd'],
  ['/run/crio', 'CRI-O'],
  ['/run/podman', 'Podman'],
  ['/run/buildkit', 'BuildKit'],
  ['/run/systemd', 'systemd'],
]);

/**
 * The control socket that a host path is or contains; `undefined` when there is none.
 * @param path as `hostPath` normalises it; it may begin with a variable
 */
export function controlSocket(path: string): ControlSocket | undefined {
  const pipe = /^\/\/\.\/pipe\/(docker|containerd|podman)/i.exec(path)?.[1]?.toLowerCase();
  if (pipe !== undefined) {
    const of = pipe === 'docker' ? 'Docker' : pipe === 'podman' ? 'Podman' : pipe;
    return { of, isFolder: false, limited: false };
  }
  if (!/^[/~$]/.test(path)) return undefined;
  const here = path.replace(/^\/var\/run(?=\/|$)/, '/run');
  const folder = FOLDERS.get(here);
  if (folder !== undefined) return { of: folder, isFolder: true, limited: false };
  if (here === '/run/systemd/private') return { of: 'systemd', isFolder: false, limited: false };
  if (here === '/run/dbus' || here === '/run/dbus/system_bus_socket')
    return { of: 'D-Bus', isFolder: here === '/run/dbus', limited: true };
  const file = here.slice(here.lastIndexOf('/') + 1);
  const of = FILES.find(([name]) => name.test(file))?.[1];
  return of === undefined ? undefined : { of, isFolder: false, limited: false };
}
