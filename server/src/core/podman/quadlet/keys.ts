/**
 * The keys of Quadlet's sections that become keys of a Compose service. Source: containers/podman `pkg/systemd/quadlet/quadlet.go` @c6580b4a
 * (6.0.0-dev, 2026-05-19), read on 2026-12-01.
 */

/** Keys of which the last value counts. */
export const VALUES: Readonly<Record<string, string>> = {
  ContainerName: 'container_name',
  Entrypoint: 'entrypoint',
  Exec: 'command',
  HostName: 'hostname',
  Image: 'image',
  Memory: 'mem_limit',
  PidsLimit: 'pids_limit',
  Pull: 'pull_policy',
  ReadOnly: 'read_only',
  ShmSize: 'shm_size',
  WorkingDir: 'working_dir',
};

/** Keys whose values are added, each as a whole. */
export const WHOLE: Readonly<Record<string, string>> = {
  GroupAdd: 'group_add',
  PublishPort: 'ports',
  Tmpfs: 'tmpfs',
  Volume: 'volumes',
};

/** Keys whose values are lists of words. */
export const WORDS: Readonly<Record<string, string>> = {
  AddCapability: 'cap_add',
  AddDevice: 'devices',
  DropCapability: 'cap_drop',
  EnvironmentFile: 'env_file',
  Sysctl: 'sysctls',
};

/** Keys whose words are `name=value`. */
export const PAIRS: Readonly<Record<string, string>> = { Environment: 'environment', Label: 'labels' };

/** Keys that become an option of `security_opt`. `true`: the option without a value, if the key is true. */
export const SECURITY: Readonly<Record<string, readonly [option: string, isSwitch: boolean]>> = {
  AppArmor: ['apparmor=', false],
  NoNewPrivileges: ['no-new-privileges', true],
  SeccompProfile: ['seccomp=', false],
  SecurityLabelDisable: ['label=disable', true],
  SecurityLabelType: ['label=type:', false],
};

/** Keys of `[Service]` that limit the container too, since it runs in the cgroup of the service. */
export const SERVICE: Readonly<Record<string, string>> = {
  CPUQuota: 'cpus',
  MemoryMax: 'mem_limit',
  TasksMax: 'pids_limit',
};
