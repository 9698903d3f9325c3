/** What a container can do with an added capability. */
import type { Container } from '../domain/container.ts';
import type { Severity } from '../rule/rule.ts';
import { hasUserNamespace } from './non-root.ts';

/** What each capability allows. With those marked `error` an attacker can take over the host. Source: capabilities(7). */
const POWERS: Readonly<Record<string, readonly [Severity, string]>> = {
  ALL: ['error', 'do everything that root can do'],
  SYS_ADMIN: ['error', 'mount the disks of the host and leave its own namespaces'],
  SYS_MODULE: ['error', 'load code into the kernel of the host'],
  SYS_RAWIO: ['error', 'read and write the memory and disks of the host'],
  DAC_READ_SEARCH: ['error', 'read every file of the host'],
  BPF: ['error', 'run programs in the kernel of the host'],
  SYS_BOOT: ['error', 'restart the host and boot another kernel'],
  MAC_ADMIN: ['error', 'switch AppArmor and SELinux off'],
  MAC_OVERRIDE: ['error', 'ignore SELinux and Smack'],
  SYS_PTRACE: ['warning', 'read and change the memory of other processes'],
  NET_ADMIN: ['warning', 'change routes, firewall and interfaces'],
  NET_RAW: ['warning', 'forge packets and read the traffic of others'],
  PERFMON: ['warning', 'watch the kernel and other processes'],
  SYSLOG: ['warning', 'read kernel addresses and messages'],
  SYS_TIME: ['warning', 'set the clock of the host'],
  SYS_NICE: ['warning', 'take processor time from others'],
  SYS_RESOURCE: ['warning', 'exceed the limits set for it'],
  AUDIT_CONTROL: ['warning', 'switch auditing of the host off'],
  CHECKPOINT_RESTORE: ['warning', 'inspect other processes'],
};

/**
 * The severity of an added capability and, to follow "which", what it lets the container do. `undefined` for those without known harm. In a pod with a
 * user namespace none is valid on the host.
 */
export function capabilityPower({ owner }: Container, name: string): readonly [Severity, string] | undefined {
  if (hasUserNamespace(owner)) return ['info', 'is valid only in the user namespace of its pod'];
  const power = POWERS[name];
  return power && [power[0], `lets it ${power[1]}`];
}
