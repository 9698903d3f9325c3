/** Sockets through which a container runtime or the init system of the host takes orders. Whoever may write to one owns the host. */

export interface ControlSocket {
  /** Whose it is: 'Docker', 'containerd', … */
  readonly of: string;
  /** The path is a folder that holds the socket. */
  readonly isFolder: boolean;
  /** Not every caller is obeyed: D-Bus asks policies first. */
  readonly limited: boolean;
}

/** Names of socket files, wherever they lie: rootless and desktop installations keep them below a home or `$XDG_RUNTIME_DIR`. */
const FILES: readonly (readonly [RegExp, string])[] = [
  [/^docker(?:-cli|\.raw)?\.sock$/, 'Docker'],
  [/^(?:cri-dockerd|dockershim)\.sock$/, 'Docker'],
  [/^containerd\.sock$/, 'containerd'],
  [/^crio\.sock$/, 'CRI-O'],
  [/^podman\.sock$/, 'Podman'],
  [/^buildkitd\.sock$/, 'BuildKit'],
];

/** Folders that hold one, `/var/run` written as `/run`. */
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
 * What control socket a host path is or holds.
 * @param path as `hostPath` normalises it; a leading variable may still stand in it
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
