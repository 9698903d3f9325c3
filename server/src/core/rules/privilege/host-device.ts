import { isPrivileged } from '../../checks/is-privileged.ts';
import { serviceKeyChecks, type WrongValue } from '../../families/service-key.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'privilege/host-device',
    title: 'Device of the host in a container',
    why: 'A disk’s device gives every file of the host, past all permissions, and `/dev/mem` its memory: an attacker in the container reads the keys of other services and writes himself an account. A rule for all devices of a kind gives those too that are plugged in later.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    mutedBy: 'privileged',
    tags: ['compose', 'isolation'],
    refs: { cisDocker: ['5.18'], nist800190: ['4.4.3'], owaspDocker: ['3'], cwe: ['CWE-250'] },
  },
  serviceKeyChecks([
    { path: ['devices', '*'], wrong: (value, container) => (isPrivileged(container) ? undefined : ofDevice(value)) },
    {
      path: ['devices', '*', 'source'],
      wrong: (value, container) => (isPrivileged(container) ? undefined : ofDevice(value)),
      fixes: () => [],
    },
    {
      path: ['device_cgroup_rules', '*'],
      wrong: (value, container) => (isPrivileged(container) ? undefined : ofRule(value)),
    },
  ]),
);

/** Disks and their partitions. Source: Linux kernel, `Documentation/admin-guide/devices.txt`, block devices. */
const DISK =
  /^\/dev\/(?:(?:[hsv]d|xvd)[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|md\d+|dm-\d+|mapper\/.+|disk\/.+|loop\d+|root)$/;
/** Source: the same list, character devices of major 1. */
const MEMORY = /^\/dev\/(?:k?mem|port)$/;

function ofDevice(value: string): WrongValue | undefined {
  const [path = ''] = value.split(':');
  if (MEMORY.test(path)) return { says: `reads the memory of the host through \`${path}\``, severity: 'error' };
  if (DISK.test(path)) return { says: `gets the disk \`${path}\` of the host with all its files` };
  if (/^\/dev\/?$/.test(path)) return { says: 'gets all devices of the host' };
  if (path === '/dev/kmsg')
    return { says: 'reads the messages of the host’s kernel', severity: 'info', profile: 'strict' };
  if (!path.startsWith('/dev/')) return undefined;
  return { says: `gets the device \`${path}\` of the host`, severity: 'info', profile: 'audit' };
}

/** `type major:minor access`. Source: Linux kernel, `admin-guide/cgroup-v1/devices.rst`. */
function ofRule(value: string): WrongValue | undefined {
  const [, type, major] = /^([abc])(?:\s+(\S+):\S+)?/.exec(value) ?? [];
  if (type === 'a' || (type !== undefined && major === '*')) return { says: `may use all devices: \`${value}\`` };
  return type === 'b' ? { says: `may use disks of the host: \`${value}\`` } : undefined;
}
