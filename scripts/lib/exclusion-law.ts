/**
 * The law of options that exclude each other: the daemon, Compose or the API server refuses them together, or the kubelet does not start
 * the container. Sources: moby `daemon/daemon_unix.go` and `daemon/container.go`; compose-go `loader/validate.go`; Kubernetes
 * `pkg/apis/core/validation/validation.go`.
 */

import { bytesOf } from './limit-law.ts';
import { type ContainerState, isOpen, securityOf, wordsAt } from './resolved/containers.ts';
import { entriesAt, itemsAt, partAt, type Resolved, textAt } from './resolved/model.ts';

/** The pairs of options of a container that exclude each other. */
export const brokenExclusions = (container: ContainerState): string[] =>
  container.origin === 'compose' ? ofService(container.fields) : [...ofContainer(container), ...ofPod(container)];

const amountOf = (text: string): number | undefined => bytesOf(text);

function ofService(fields: Resolved): string[] {
  const limit = (key: string): string | undefined => textAt(fields, 'deploy', 'resources', 'limits', key);
  const own = (key: string): string | undefined => textAt(fields, key);
  const isSet = (text: string | undefined): boolean => text !== undefined && !/^0*(?:\.0*)?$/.test(text);
  const broken: string[] = [];
  const both = (first: string, a: boolean, second: string, b: boolean): unknown =>
    a && b && broken.push(`${first} excludes ${second}`);
  const cpus = isSet(own('cpus')) || isSet(limit('cpus'));
  for (const key of ['cpu_quota', 'cpu_period', 'cpu_count', 'cpu_percent'])
    both('a CPU limit', cpus, key, isSet(own(key)));
  for (const [key, below] of [
    ['cpus', 'cpus'],
    ['mem_limit', 'memory'],
    ['pids_limit', 'pids'],
  ] as const) {
    // Compose reads a zero as no limit, and wants an own limit in `deploy` too where that has limits.
    both(key, isSet(own(key)) && differs(own(key), limit(below)), `deploy.resources.limits.${below}`, true);
    const others = partAt(fields, 'deploy', 'resources', 'limits');
    both(key, isSet(own(key)) && others !== undefined, 'other limits', limit(below) === undefined);
  }
  const reservation = textAt(fields, 'deploy', 'resources', 'reservations', 'memory');
  both('mem_reservation', differs(own('mem_reservation'), reservation), 'deploy.resources.reservations.memory', true);
  const swap = isSet(own('memswap_limit')) && own('memswap_limit') !== '-1';
  both('memswap_limit', swap, 'no memory limit', !isSet(own('mem_limit')) && !isSet(limit('memory')));
  const mode = own('network_mode');
  both('network_mode', mode !== undefined, 'networks', partAt(fields, 'networks') !== undefined);
  both('network_mode of another', /^(?:service|container):/.test(mode ?? ''), 'ports', hasItems(fields, 'ports'));
  const build = partAt(fields, 'build');
  both(
    'dockerfile',
    partAt(build, 'dockerfile') !== undefined,
    'dockerfile_inline',
    partAt(build, 'dockerfile_inline') !== undefined,
  );
  const options = entriesAt(fields, 'security_opt').map(([option]) => option.split('=')[0]!);
  for (const key of twice(options.filter((o) => o !== 'label'))) broken.push(`${key} stands twice in security_opt`);
  const mounts = [
    ...itemsAt(fields, 'volumes').flatMap((v) => textAt(v, 'target') ?? []),
    ...entriesAt(fields, 'tmpfs').map(([entry]) => entry.split(':')[0]!),
  ];
  for (const path of twice(mounts.map((m) => m.replace(/(?<=.)\/+$/, '')))) broken.push(`${path} is mounted twice`);
  return broken;
}

/** Whether two amounts are both written and not equal. */
const differs = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && !isOpen(a) && !isOpen(b) && (amountOf(a) ?? a) !== (amountOf(b) ?? b);

const hasItems = (fields: Resolved, key: string): boolean => itemsAt(fields, key).length > 0;

const twice = (all: readonly string[]): Set<string> => new Set(all.filter((one, i) => all.indexOf(one) !== i));

function ofContainer(container: ContainerState): string[] {
  const { fields, pod } = container;
  const own = (...keys: readonly string[]): string | undefined => textAt(fields, 'securityContext', ...keys);
  const added = entriesAt(fields, 'securityContext', 'capabilities', 'add').map(([name]) => name);
  const broken: string[] = [];
  if (own('allowPrivilegeEscalation') === 'false') {
    if (own('privileged') === 'true') broken.push('allowPrivilegeEscalation: false excludes privileged');
    // The API server compares the name as written: `SYS_ADMIN` passes.
    if (added.includes('CAP_SYS_ADMIN')) broken.push('allowPrivilegeEscalation: false excludes CAP_SYS_ADMIN');
  }
  const isRoot = securityOf(container, 'runAsUser') === '0';
  // The kubelet does not read the number on Windows.
  if (isRoot && securityOf(container, 'runAsNonRoot') === 'true' && !isWindows(container))
    broken.push('runAsNonRoot excludes runAsUser: 0');
  for (const part of [fields, pod]) broken.push(...ofProfile(part));
  for (const path of twice(itemsAt(fields, 'volumeMounts').flatMap((m) => textAt(m, 'mountPath') ?? [])))
    broken.push(`${path} is mounted twice`);
  for (const one of itemsAt(fields, 'env'))
    if ((textAt(one, 'value') ?? '') !== '' && partAt(one, 'valueFrom')) broken.push('value excludes valueFrom');
  if (textAt(pod, 'hostNetwork') === 'true')
    for (const port of itemsAt(fields, 'ports')) {
      const [host, inside] = [textAt(port, 'hostPort'), textAt(port, 'containerPort')];
      if (host !== undefined && host !== inside) broken.push('hostNetwork excludes a hostPort of another number');
    }
  return broken;
}

/** A profile of the node needs its name, and another type forbids one. */
const ofProfile = (part: Resolved | undefined): string[] =>
  ['seccompProfile', 'appArmorProfile'].flatMap((key) => {
    const type = textAt(part, 'securityContext', key, 'type');
    const named = textAt(part, 'securityContext', key, 'localhostProfile') !== undefined;
    return type !== undefined && !isOpen(type) && (type === 'Localhost') !== named
      ? [`${key}: the type and localhostProfile exclude each other`]
      : [];
  });

/** Fields of pods and containers that pods for Windows must not have. */
const LINUX_POD = ['hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];
const LINUX_SECURITY =
  'seLinuxOptions seccompProfile appArmorProfile fsGroup fsGroupChangePolicy sysctls runAsUser runAsGroup supplementalGroups ' +
  'capabilities readOnlyRootFilesystem privileged allowPrivilegeEscalation procMount';

function isWindows({ fields, pod }: ContainerState): boolean {
  const system = textAt(pod, 'os', 'name') ?? textAt(pod, 'nodeSelector', 'kubernetes.io/os');
  const image = wordsAt(fields, 'image').some((i) => /^mcr\.microsoft\.com\/windows\b/.test(i));
  const tolerated = itemsAt(pod, 'tolerations').some(
    (t) => textAt(t, 'key') === 'os' && textAt(t, 'value') === 'windows',
  );
  return system === undefined ? image || tolerated : system === 'windows';
}

function ofPod(container: ContainerState): string[] {
  const { fields, pod } = container;
  const is = (key: string, text: string): boolean => textAt(pod, key) === text;
  const broken: string[] = [];
  if (is('hostUsers', 'false'))
    for (const key of ['hostNetwork', 'hostPID', 'hostIPC'])
      if (is(key, 'true')) broken.push(`hostUsers: false excludes ${key}`);
  if (is('hostPID', 'true') && is('shareProcessNamespace', 'true'))
    broken.push('hostPID excludes shareProcessNamespace');
  const parts = [fields, pod];
  const isHostProcess = parts.some((p) => textAt(p, 'securityContext', 'windowsOptions', 'hostProcess') === 'true');
  if (isHostProcess && !is('hostNetwork', 'true')) broken.push('hostProcess needs hostNetwork');
  if (isWindows(container)) {
    for (const key of LINUX_POD) if (partAt(pod, key)) broken.push(`Windows excludes ${key}`);
    for (const key of LINUX_SECURITY.split(' '))
      if (parts.some((p) => partAt(p, 'securityContext', key))) broken.push(`Windows excludes ${key}`);
  }
  if (textAt(pod, 'os', 'name') === 'linux' && parts.some((p) => partAt(p, 'securityContext', 'windowsOptions')))
    broken.push('Linux excludes windowsOptions');
  return broken;
}
