/** The Linux capabilities that the commands of a container use. Source: capabilities(7) of man-pages 6.9, and the manual page of each command. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import { hookCommands } from '../domain/hook-commands.ts';
import { defaultUser } from '../image/knowledge/user/default-user.ts';
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { isRootName } from './run-user.ts';

/** What `drop: [ALL]` takes away: the capabilities that Docker and containerd grant by default. */
export const DEFAULT_CAPABILITIES: readonly string[] = (
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL ' +
  'AUDIT_WRITE'
).split(' ');

/** Commands by what they use. `recursive`: also this with `-R`, since the files below a directory belong to others. */
const TABLE: readonly { readonly commands: string; readonly uses: string; readonly recursive?: string }[] = [
  { commands: 'chown chgrp', uses: 'CHOWN', recursive: 'DAC_OVERRIDE FOWNER' },
  { commands: 'chmod setfacl', uses: 'FOWNER', recursive: 'DAC_OVERRIDE' },
  { commands: 'install rsync tar cpio', uses: 'CHOWN DAC_OVERRIDE FOWNER' },
  { commands: 'adduser addgroup useradd usermod groupadd groupmod', uses: 'CHOWN DAC_OVERRIDE FOWNER' },
  { commands: 'passwd chpasswd', uses: 'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER' },
  { commands: 'apt apt-get aptitude dpkg', uses: 'CHOWN DAC_OVERRIDE FOWNER SETGID SETUID' },
  { commands: 'apk', uses: 'CHOWN DAC_OVERRIDE FOWNER' },
  { commands: 'yum dnf microdnf rpm', uses: 'CHOWN DAC_OVERRIDE FOWNER SETFCAP' },
  { commands: 'setcap', uses: 'SETFCAP' },
  { commands: 'gosu su-exec chpst setuidgid s6-setuidgid s6-envuidgid runuser su', uses: 'SETGID SETUID' },
  { commands: 'sudo doas login', uses: 'AUDIT_WRITE SETGID SETUID' },
  { commands: 'setpriv capsh', uses: 'SETGID SETPCAP SETUID' },
  { commands: 'sshd', uses: 'AUDIT_WRITE CHOWN SETGID SETUID SYS_CHROOT' },
  { commands: 'cron crond supercronic', uses: 'SETGID SETUID' },
  { commands: 'vsftpd proftpd pure-ftpd smbd', uses: 'CHOWN DAC_OVERRIDE FOWNER SETGID SETUID SYS_CHROOT' },
  {
    commands: 'nginx apache2 apache2-foreground apachectl httpd httpd-foreground php-fpm',
    uses: 'CHOWN DAC_OVERRIDE SETGID SETUID',
  },
  { commands: 'supervisord', uses: 'KILL SETGID SETUID' },
  { commands: 'ping ping6 fping arping arp-scan traceroute mtr nmap hping3 masscan dhclient udhcpc', uses: 'NET_RAW' },
  // It changes to the user `tcpdump` after it has opened the device.
  { commands: 'tcpdump', uses: 'NET_RAW SETGID SETUID' },
  { commands: 'tshark dumpcap ngrep', uses: 'NET_RAW' },
  {
    commands: 'iptables iptables-restore iptables-nft iptables-legacy ip6tables ip6tables-restore istio-iptables',
    uses: 'NET_ADMIN NET_RAW',
  },
  {
    commands: 'nft ipset ip ifconfig route tc brctl bridge ethtool wg wg-quick openvpn conntrack ipvsadm',
    uses: 'NET_ADMIN',
  },
  { commands: 'mount umount losetup swapon swapoff pivot_root', uses: 'SYS_ADMIN' },
  { commands: 'nsenter', uses: 'SYS_ADMIN SYS_CHROOT SYS_PTRACE' },
  { commands: 'unshare', uses: 'SYS_ADMIN' },
  { commands: 'chroot', uses: 'SYS_CHROOT' },
  { commands: 'mknod', uses: 'MKNOD' },
  { commands: 'hwclock ntpd ntpdate chronyd', uses: 'SYS_TIME' },
  { commands: 'renice chrt ionice taskset', uses: 'SYS_NICE' },
  { commands: 'kill pkill killall', uses: 'KILL' },
  { commands: 'strace gdb ltrace', uses: 'SYS_PTRACE' },
  { commands: 'insmod modprobe rmmod', uses: 'SYS_MODULE' },
  { commands: 'prlimit', uses: 'SYS_RESOURCE' },
  { commands: 'chattr', uses: 'LINUX_IMMUTABLE' },
  { commands: 'reboot shutdown poweroff halt', uses: 'SYS_BOOT' },
  { commands: 'dmesg', uses: 'SYSLOG' },
];

const USES = new Map(TABLE.flatMap((row) => row.commands.split(' ').map((command) => [command, row] as const)));

export interface CommandNeed {
  readonly command: string;
  /** In alphabetical order. */
  readonly capabilities: readonly string[];
}

/**
 * What each command of a container needs of the capabilities: of its start, its probes and its hooks. Commands that need none are left out,
 * and all of a container that does not run as root: it has no capabilities.
 */
export function commandNeeds(container: Container): CommandNeed[] {
  if (!mayBeRoot(container)) return [];
  const needs = new Map<string, Set<string>>();
  for (const { command } of [...containerCommands(container), ...hookCommands(container)])
    for (const effective of effectiveCommands(command))
      for (const name of [...effective.via, ...(effective.command.name ? [effective.command.name] : [])]) {
        const found = capabilitiesOf(name, effective.command, command);
        if (found.length > 0) needs.set(name, new Set([...(needs.get(name) ?? []), ...found]));
      }
  return [...needs].map(([command, found]) => ({ command, capabilities: [...found].sort() }));
}

function mayBeRoot({ user, image, partial }: Container): boolean {
  if (user.unknown || partial) return true;
  if (user.value !== undefined) return isRootName(user.value) || !/^[1-9]/.test(user.value);
  return image?.reference === undefined || image.overridable || defaultUser(image.reference)?.user !== 'non-root';
}

/** `name`: the command itself, or one that runs it. `whole`: with those that run it. */
function capabilitiesOf(name: string, command: ShellCommand, whole: ShellCommand): string[] {
  const words = command.words.slice(1).map(knownStart);
  if (name === 'date') return words.some((word) => /^(?:-s|--set)/.test(word)) ? ['SYS_TIME'] : [];
  if (name === 'nice') return raisesPriority(whole) ? ['SYS_NICE'] : [];
  if (name === 'hostname') return words.some((word) => /^\w/.test(word)) ? ['SYS_ADMIN'] : [];
  if (name === 'sysctl') return words.some((word) => word.includes('=')) ? ['NET_ADMIN'] : [];
  if (name === 'cp' || name === 'mv')
    return words.some((word) => /^-\w*[ap]|^--(?:archive|preserve)/.test(word))
      ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER']
      : [];
  const row = USES.get(name);
  if (!row) return [];
  const recursive = words.some((word) => /^-\w*R|^--recursive/.test(word)) ? (row.recursive ?? '') : '';
  const setsGroup = name === 'chmod' && words.some((word) => /[gu]\+\w*s|^[2-7]\d{3}$/.test(word)) ? 'FSETID' : '';
  return `${row.uses} ${recursive} ${setsGroup}`.split(' ').filter((capability) => capability !== '');
}

/** An option that names where a server listens, or the words after which a port stands: `--port=80`, `listen 80`, `TCP-LISTEN:443`. */
const LISTENS =
  /(?:^|\s)--?(?:[\w.-]*[-.])?(?:port|listen|bind|addr|address)(?:[-.][\w.-]+)?[= ]["']?(?:[\w.*[\]:]*:)?(\d{1,4})\b(?![.:])|\blisten\s+(?:\S+:)?(\d{1,4})\b|LISTEN:(\d{1,4})\b|http\.server\s+(\d{1,4})\b|\bnc\s+-\w*l\w*(?:\s+-p)?\s+(\d{1,4})\b/gi;

/** The ports below 1024 on which the commands of a container listen. */
export function lowPortsOfCommand({ command }: Container): number[] {
  const text = command.map((word) => word.text).join(' ');
  const found = [...text.matchAll(LISTENS)].map((match) => Number(match.slice(1).find((group) => group !== undefined)));
  return found.filter((port) => port > 0 && port < 1024);
}

/** Whether `nice` gets a negative number, also in a script: `-n -5`, `--5`, `--adjustment=-5`. `-5` is a positive one. */
const raisesPriority = ({ words }: ShellCommand): boolean =>
  /(?:^|[\s/;&|(])nice (?:-n ?|-|--adjustment[= ])-\d/.test(words.map(knownStart).join(' '));
