/** The settings of containers and workloads that not every platform reads. */

/** Each setting with its key in Compose files and in pods, as users write it; `undefined` when the format has no such key. */
const KEYS = {
  privileged: ['privileged', 'privileged'],
  addedCapabilities: ['cap_add', 'capabilities.add'],
  droppedCapabilities: ['cap_drop', 'capabilities.drop'],
  seccomp: ['seccomp', 'seccompProfile'],
  appArmor: ['apparmor', 'appArmorProfile'],
  /** Labels of SELinux. */
  seLinux: ['label', 'seLinuxOptions'],
  privilegeEscalation: ['no-new-privileges', 'allowPrivilegeEscalation'],
  /** The masked paths of `/proc` and `/sys`. */
  procMount: ['systempaths', 'procMount'],
  sysctls: ['sysctls', 'sysctls'],
  readOnlyRoot: ['read_only', 'readOnlyRootFilesystem'],
  user: ['user', 'runAsUser'],
  runAsNonRoot: [undefined, 'runAsNonRoot'],
  memoryLimit: ['mem_limit', 'resources.limits.memory'],
  cpuLimit: ['cpus', 'resources.limits.cpu'],
  processLimit: ['pids_limit', undefined],
  /** Of what a container writes outside of volumes. */
  storageLimit: [undefined, 'resources.limits.ephemeral-storage'],
  /** The address of the host that a published port listens on. */
  portAddress: ['ports', undefined],
  hostPort: [undefined, 'hostPort'],
  /** The namespaces of the host: network, processes, IPC and others. */
  hostNamespaces: ['network_mode', 'hostNetwork'],
  /** Mounts of paths of the host. */
  hostMounts: ['volumes', 'hostPath'],
  /** The token of the Kubernetes API in each pod. */
  serviceAccountToken: [undefined, 'automountServiceAccountToken'],
  networkPolicy: [undefined, 'NetworkPolicy'],
  /** The host that probes and hooks call. */
  probeHost: [undefined, 'host'],
  windowsHostProcess: [undefined, 'hostProcess'],
  /** Variables for `${X}` in the file itself, from a `.env` beside it. */
  dotEnv: ['.env', undefined],
} as const satisfies Readonly<Record<string, readonly [compose: string | undefined, kubernetes: string | undefined]>>;

export type SettingName = keyof typeof KEYS;

/** The file format that a platform reads. */
export type Format = 'compose' | 'kubernetes';

export const settingNames = Object.keys(KEYS) as SettingName[];

/** The key of a setting in a format; the setting's own name when the format has none. */
export const keyOf = (setting: SettingName, format: Format): string =>
  KEYS[setting][format === 'compose' ? 0 : 1] ?? setting;
