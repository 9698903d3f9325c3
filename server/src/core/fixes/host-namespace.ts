/** Gives a service or a pod namespaces of its own. */
import { needsNoHost } from '../checks/needs-no-host.ts';
import type { Container } from '../domain/container.ts';
import type { Workload } from '../domain/kubernetes.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import { isHostProcess } from '../kubernetes/windows-options.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { removes } from './effect.ts';
import { fixIf } from './fix.ts';
import { deleteNode, deleteNodes } from './yaml-node.ts';

/** The keys of a service by the namespace that they share. */
const SERVICE_KEYS = {
  network: 'network_mode',
  pid: 'pid',
  ipc: 'ipc',
  uts: 'uts',
  user: 'userns_mode',
  cgroup: 'cgroup',
} as const;

const NAMES = 'Check that its settings name other services instead of `localhost`';

/**
 * Gives a service its own namespace; `node` is the setting. Empty where the service may need the host's: its program is not known to need nothing of it.
 * The network of the host is left only where the service publishes its ports, which has no effect beside it.
 */
export function privateNamespaceFix(
  ctx: Context,
  container: Container,
  namespace: keyof typeof SERVICE_KEYS,
  node: YamlNode | undefined,
): Fix[] {
  if (namespace === 'network' && namesThisMachine(container)) return [];
  if (mayUse(container, namespace) || (namespace === 'network' && container.lens.get('ports').absent)) return [];
  if (namespace === 'user' && needsUsersOfHost(container)) return [];
  const effect = [removes(container, SERVICE_KEYS[namespace])];
  const notes = namespace === 'network' ? [NAMES] : [];
  return fixIf('Use a private namespace', 'review', () => deleteNode(ctx, node), effect, notes);
}

/**
 * With users of its own, root of the container may not open the runtime's socket, and Docker refuses the host's network and processes as well as
 * privileges. Sources: docker/docs, content/manuals/engine/security/userns-remap.md, "User namespace known limitations"; for the socket,
 * docker/compose, script/run/run.sh (version 1), which adds `--userns=host` to it.
 */
const needsUsersOfHost = ({ hostMounts, hostNamespaces, privileged }: Container): boolean =>
  privileged.value === true ||
  hostMounts.some(({ source }) => controlSocket(source) !== undefined) ||
  hostNamespaces.some(({ namespace }) => namespace === 'network' || namespace === 'pid');

const namesThisMachine = ({ command, env }: Container): boolean =>
  [...command.map(({ text }) => text), ...env.map(({ value }) => value ?? '')].some((text) =>
    /(?:^|[^\w.-])(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.-])/.test(text),
  );

/**
 * Whether a program may use a namespace of its host. Few do anything with its name and its users. The host's shared memory is as large as the host allows, a container's own has 64 MB: too little for parallel queries of
 * databases. Source: docs.docker.com, "docker container run", `--shm-size`.
 */
const mayUse = (container: Container, namespace: string): boolean =>
  namespace === 'ipc' || (!/^(?:uts|user)$/.test(namespace) && !needsNoHost(container));

/** Removes `hostNetwork`, `hostPID` or `hostIPC` from a pod. */
export function removeHostNamespace(
  ctx: Context,
  workload: Workload,
  setting: Setting<boolean>,
  namespace: string,
): TextEdit[] {
  // A node's network serves nodes and what connects them. Of other programs it is not known who calls them at the address of the node.
  if (workload.containers.some((container) => mayUse(container, namespace))) return [];
  // A Windows host process requires the host's network.
  if (namespace === 'network' && isHostProcess(workload)) return [];
  const edits = deleteNode(ctx, setting.node);
  if (edits.length === 0 || namespace !== 'network' || !isForHostNetwork(workload)) return edits;
  return deleteNodes(ctx, [setting.node, workload.pod.get('dnsPolicy').node]);
}

/** Without the host's network, `ClusterFirstWithHostNet` means the same as no policy. */
const isForHostNetwork = (workload: Workload): boolean =>
  workload.pod.get('dnsPolicy').text === 'ClusterFirstWithHostNet';

/** What the removal changes. */
export const removesHostNamespace = (workload: Workload, key: string): Effect[] => [
  removes(workload, key),
  ...(key === 'hostNetwork' && isForHostNetwork(workload) ? [removes(workload, 'dnsPolicy')] : []),
];
