/** Paths of the host that contain secrets, or that decide which programs the host runs. */

export interface SensitivePath {
  /** 'secret': a container that reads it gets secrets. 'system': a container that writes to it can take over the host. */
  readonly kind: 'secret' | 'system';
  /** A container that runs as root and writes there takes over the host for certain. */
  readonly severe: boolean;
  /** The path itself is not sensitive, only a folder above it: a time zone file, a certificate bundle. */
  readonly below: boolean;
  /** The contents, for a message: 'which holds …'. */
  readonly holds: string;
  /**
   * What a container can still do through a read-only mount. It protects the names in the file system, not what lies behind them: devices and
   * sockets take writes, and `/proc/PID/root` and `/sys` lead on to the host's files and hardware. Source: mount(8), proc(5).
   */
  readonly despiteReadOnly?: 'write' | 'read';
}

const HOME = /^(?:~|\$HOME|\$\{HOME\b[^}]*\}|\/root|\/home\/[^/]+|\/Users\/[^/]+)(?=\/|$)/;

/** Credentials in a home folder. */
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/^\/\.ssh(?:\/(?!known_hosts|.*\.pub$|config$).*)?$/, 'SSH keys'],
  [/^\/\.aws(?:\/(?!config$).*)?$/, 'AWS credentials'],
  [/^\/\.kube(?:\/config)?$/, 'cluster credentials'],
  [/^\/\.docker(?:\/config\.json)?$/, 'registry credentials'],
  [/^\/\.config\/gcloud(?:\/|$)/, 'Google Cloud credentials'],
  [/^\/\.azure(?:\/|$)/, 'Azure credentials'],
  [/^\/\.config\/gh(?:\/|$)/, 'GitHub credentials'],
  [/^\/\.gnupg(?:\/|$)/, 'private keys'],
  [/^\/\.(?:netrc|git-credentials|npmrc|pypirc|pgpass|vault-token)$/, 'credentials'],
];

/** Paths whose contents are secret. */
const SECRET: readonly (readonly [RegExp, string])[] = [
  [/^\/etc$/, 'password hashes and keys'],
  [/^\/etc\/g?shadow-?$/, 'password hashes'],
  [/^\/etc\/sudoers(?:\.d)?(?:\/|$)/, 'who may become root'],
  [/^\/etc\/ssh(?:\/(?!.*\.pub$).*)?$/, 'host keys'],
  [/^\/etc\/kubernetes(?:\/(?:(?:pki|manifests)(?:\/.*)?|.*\.conf|azure\.json))?$/, 'keys of the cluster'],
  // kOps, `upup/models/cloudup/resources/addons/kops-controller.addons.k8s.io`: the pod mounts it as `kops-controller-pki`. Read 2026-11-30.
  [/^\/etc\/kubernetes\/kops-controller(?:\/|$)/, 'keys of the cluster'],
  [/^\/etc\/rancher(?:\/|$)/, 'keys of the cluster'],
  [/^\/(?:root|home|Users)$/, 'keys and credentials of users'],
  [/^\/var(?:\/lib)?$/, 'the data of all services and containers'],
  [/^\/var\/lib\/kubelet(?:\/(?:(?:pods|pki)(?:\/.*)?|config\.yaml|kubeconfig))?$/, 'the secrets of all pods'],
  [/^\/var\/lib\/(?:docker|containerd|containers|rancher|k0s)$/, 'the files of all containers'],
  [/^\/var\/lib\/docker\/(?:volumes|overlay2)$/, 'the files of all containers'],
  [/^\/var\/lib\/etcd2?(?:\/|$)/, 'all objects and secrets of the cluster'],
];

/** Paths that decide which programs the host runs. */
const SYSTEM: readonly (readonly [RegExp, string, severe: boolean])[] = [
  [/^\/(?:usr\/)?(?:local\/)?s?bin$/, 'the programs of the host', true],
  [/^\/(?:usr\/)?lib(?:32|64)?$/, 'the libraries of the host', true],
  [/^\/usr(?:\/local)?$/, 'the programs of the host', true],
  [/^\/boot$/, 'the kernel', true],
  [/^\/proc(?:\/sys(?:\/kernel)?|\/sysrq-trigger)?$/, 'switches of the kernel', true],
  [/^\/sys(?:\/kernel(?:\/debug)?)?$/, 'switches of the kernel', true],
  [
    /^\/etc\/(?:cron[^/]*|systemd|init\.d|profile\.d|ld\.so\.preload|passwd|group|pam\.d)(?:\/|$)/,
    'what runs as root',
    true,
  ],
  [/^\/var\/spool\/cron(?:\/|$)/, 'what runs as root', true],
  [/^\/opt\/cni\/bin$/, 'programs that run as root', true],
  [/^\/etc\/cni(?:\/net\.d)?$/, 'the configuration of programs that run as root', true],
  [/^\/etc\/(?:docker|containerd|crio)(?:\/|$)/, 'the configuration of the container runtime', true],
  [/^\/etc\/kubernetes\//, 'the configuration of programs of the cluster', false],
  [/^\/dev$/, 'the devices of the host', false],
  [/^\/(?:usr\/)?lib\/modules$/, 'kernel modules', false],
  [/^\/(?:opt|sys\/fs\/cgroup|var\/log)$/, 'files of the host', false],
];

/** What the kernel shows of the whole host. Single files below are protected by `ro`. */
const KERNEL = /^\/(?:proc(?:\/\d+)?|sys(?:\/kernel(?:\/debug)?)?)$/;

const BELOW = /^\/(?:etc|usr|lib|lib64|bin|sbin|boot|proc|sys|root)\//;

/**
 * Why a host path is sensitive; `undefined` when it is not.
 * @param path as `hostPath` normalises it
 */
export function sensitivePath(path: string): SensitivePath | undefined {
  const home = HOME.exec(path)?.[0];
  if (home !== undefined) {
    const rest = path.slice(home.length);
    const holds = rest === '' ? 'keys and credentials' : PERSONAL.find(([p]) => p.test(rest))?.[1];
    if (holds !== undefined) return { kind: 'secret', severe: false, below: false, holds };
    if (home !== '/root') return undefined;
  }
  const secret = SECRET.find(([p]) => p.test(path));
  if (secret) return { kind: 'secret', severe: true, below: false, holds: secret[1] };
  const despiteReadOnly = /^\/dev$|\.sock(?:et)?$/.test(path) ? 'write' : KERNEL.test(path) ? 'read' : undefined;
  const despite: Pick<SensitivePath, 'despiteReadOnly'> = despiteReadOnly ? { despiteReadOnly } : {};
  const system = SYSTEM.find(([p]) => p.test(path));
  if (system) return { kind: 'system', severe: system[2], below: false, holds: system[1], ...despite };
  if (/^[A-Za-z]:[\\/]?(?:Windows(?:[\\/]|$)|ProgramData[\\/]?$|$)/i.test(path))
    return { kind: 'system', severe: true, below: false, holds: 'the programs of the host' };
  if (!BELOW.test(path)) return undefined;
  return { kind: 'system', severe: false, below: true, holds: 'files of the host', ...despite };
}
