/** What the commands of a container do to the host's kernel, as far as they are in plain sight. Such a command fails without `privileged`. */
import type { Container } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Volume } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { endsSoon } from './ends-soon.ts';

export interface HostWork {
  /** Completes "its command …". */
  readonly text: string;
  /** The setting belongs to the pod's own namespace: `securityContext.sysctls` or Compose `sysctls` sets it without the privilege. */
  readonly namespaced: boolean;
}

/** Source: manual pages of util-linux, kmod and nsenter. */
const RUNS = /^(?:mount|umount|modprobe|insmod|rmmod|losetup|swapon|swapoff|nsenter|fstrim|blockdev)$/;

/** Kernel settings that each namespace has of its own. Source: Kubernetes documentation, "Using sysctls in a Kubernetes Cluster". */
const NAMESPACED = /^(?:net\.|kernel\.(?:shm|msg|sem$)|fs\.mqueue\.)/;

/** The first command that works on the host, one that is not limited to a namespace before the others; `undefined` if there is none. */
export function hostWork(container: Container): HostWork | undefined {
  const all = containerCommands(container).flatMap(({ command }) =>
    effectiveCommands(command).flatMap((effective) => [
      ...effective.via.filter((name) => RUNS.test(name)).map(runs),
      ...worksOf(effective.command, container),
    ]),
  );
  return all.find(({ namespaced }) => !namespaced) ?? all[0];
}

const runs = (name: string): HostWork => ({ text: `runs \`${name}\``, namespaced: false });

function worksOf(command: ShellCommand, container: Container): HostWork[] {
  const { name = '', words, redirects } = command;
  const rest = words.slice(1).map(knownStart);
  if (name === 'sysctl') return rest.flatMap((word) => setting(/^([\w./-]+)=/.exec(word)?.[1]));
  if (RUNS.test(name)) return [runs(name)];
  const targets = redirects.filter(({ operator }) => operator.includes('>')).map(({ target }) => target);
  const written = targets.flatMap((target) => (target ? [knownStart(target)] : []));
  const files = name === 'tee' ? [...written, ...rest] : written;
  return files.flatMap((written) => {
    const path = onHost(written, container);
    const sysctl = /^\/proc\/sys\/(.+)$/.exec(path)?.[1];
    if (sysctl !== undefined) return setting(sysctl);
    return path.startsWith('/sys/') ? [{ text: `writes \`${path}\``, namespaced: false }] : [];
  });
}

function setting(written: string | undefined): HostWork[] {
  // sysctl accepts slashes too, and an option before the name is not one.
  const name = written?.replaceAll('/', '.').replace(/^\.+/, '');
  if (!name || name.startsWith('-')) return [];
  const namespaced = NAMESPACED.test(name);
  return [{ text: `sets \`${name}\`, a setting of ${namespaced ? 'its namespace' : 'the node'}`, namespaced }];
}

/**
 * Whether a container is named after sysctl, and what it runs is not known: a template supplies it. Charts call their containers that set up
 * the node so.
 */
export const isSysctlByName = ({ name, command }: Container): boolean =>
  /sysctl/i.test(name) && command.every((word) => !word.literal || word.text.includes('{{'));

/** The path of the host that is mounted at a path of the container; the path itself if none is. */
function onHost(path: string, { hostMounts }: Container): string {
  const mount = hostMounts.find(
    ({ target }) => target !== undefined && target !== '/' && path.startsWith(`${target}/`),
  );
  return mount?.target === undefined ? path : mount.source + path.slice(mount.target.length);
}

/**
 * Whether a container sets up the kernel of its node and then ends: it cannot do so without the host's files and its privilege. Of the few
 * findings about such containers in public repositories, read in November 2026, a maintainer would have acted on none.
 */
export const preparesNode = (container: Container, unit: Unit): boolean =>
  endsSoon(container, unit) && (isSysctlByName(container) || hostWork(container)?.namespaced === false);

/** Whether only containers that set up the node's kernel mount a volume with its switches. */
export const isForKernel = ({ hostPath: path, mounts }: Volume, unit: Unit): boolean =>
  /^\/(?:sys|proc)(?:\/|$)/.test(path ?? '') &&
  mounts.length > 0 &&
  mounts.every(({ container }) => preparesNode(container, unit));
