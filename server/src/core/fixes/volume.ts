/** Edits mounts and volumes. */
import { builtStage } from '../checks/built-stage.ts';
import { isDevcontainer } from '../checks/for-development.ts';
import { parseVolume } from '../compose/volumes.ts';
import type { Container, HostMount } from '../domain/container.ts';
import { containerCommands } from '../domain/container-commands.ts';
import type { Volume, Workload } from '../domain/kubernetes.ts';
import { controlSocket } from '../host-path/control-socket.ts';
import { worksThroughSocket } from '../image/knowledge/host-jobs.ts';
import type { Context } from '../rule/rule.ts';
import { effectiveCommands } from '../shell/shell.ts';
import type { TextEdit } from '../text/span.ts';
import { joined, setKey, setScalar } from '../yaml/edit/edit.ts';
import { lens } from '../yaml/lens.ts';
import { isShared } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';
import { deleteNode } from './yaml-node.ts';

/**
 * Removes a pod's volume and all of its mounts; empty if one of them cannot be removed, or if a container names its path: without the
 * mount, it would look for something that is not there.
 */
export function removeVolume(ctx: Context, workload: Workload, volume: Volume): TextEdit[] {
  const isSocket = volume.hostPath !== undefined && controlSocket(volume.hostPath)?.isFolder === false;
  const isUsed = isSocket ? usesSocket : namesPath;
  if (volume.mounts.some(({ container, mountPath }) => isUsed(container, mountPath))) return [];
  const edits = [deleteNode(ctx, volume.node)];
  for (const container of workload.containers) {
    const own = volume.mounts.filter((m) => m.container === container).map((m) => m.node);
    if (own.length === 0) continue;
    const list = container.lens.get('volumeMounts').seq;
    // Removed one at a time, the last mount would leave an empty list.
    if (list && list.items.length === own.length) edits.push(deleteNode(ctx, list));
    else for (const node of own) edits.push(deleteNode(ctx, node));
  }
  return edits.some((e) => e.length === 0) ? [] : joined(edits.flat());
}

/**
 * Whether a container's command or environment names a path, one below it, or a folder that holds it: `--path.rootfs=/host/root`,
 * `unix:///run/docker.sock`, `du /mnt`. Or switches on what opens the path by itself.
 */
export function namesPath({ command, env }: Container, path: string | undefined): boolean {
  const folders = (path ?? '').split('/').filter(Boolean);
  const texts = [...command.map((word) => word.text), ...env.flatMap(({ value }) => value ?? [])];
  if (folders.at(-1) === 'docker.sock' && readsDocker({ command, env })) return true;
  return folders.some((_, depth) => {
    const folder = `/${folders.slice(0, depth + 1).join('/')}`;
    const after = depth === folders.length - 1 ? /^(?![\w.-])/ : /^\/?(?![\w./-])/;
    return texts.some((text) => isIn(text, folder, after));
  });
}

/** Clients of a container runtime. */
const CLIENT = /^(?:docker|docker-compose|nerdctl|ctr|crictl)$/;

/** Whether the container works through the runtime's socket that is mounted at a path: its image is for that, or its command calls a client. */
export const usesSocket = (container: Container, path: string | undefined): boolean =>
  (container.image !== undefined && worksThroughSocket(container.image)) ||
  containerCommands(container).some(({ command }) =>
    effectiveCommands(command).some((one) => CLIENT.test(one.command.name ?? '')),
  ) ||
  namesPath(container, path);

/**
 * Whether a service keeps the socket mounted at a path: it works through it, its Dockerfile installs a client of a container engine, or it is a development
 * container, from which developers start others.
 */
export const keepsSocket = (container: Container, path: string | undefined, ctx: Context): boolean => {
  const { owner } = container;
  const build = owner.origin === 'compose' ? owner.build : undefined;
  const hasClient = build !== undefined && builtStage(build, ctx)?.stage.engineClient === true;
  return hasClient || isDevcontainer(ctx.unit.path) || usesSocket(container, path);
};

/** Whether the command or environment of a container switches on what reads Docker's socket. */
export const readsDocker = ({ command, env }: Pick<Container, 'command' | 'env'>): boolean =>
  [...command.map((word) => word.text), ...env.flatMap(({ value }) => value ?? [])].some((text) =>
    READS_DOCKER.test(text),
  );

/** Traefik finds its routes through Docker's socket. Source: Traefik documentation, "Docker", `providers.docker`. */
const READS_DOCKER = /(?:^|\s)--providers\.docker(?:=true|\.|\s|$)/i;

/** Whether a path stands in a text as a path of its own, with `after` behind it. */
const isIn = (text: string, path: string, after: RegExp): boolean =>
  text.split(path).some((before, index, parts) => {
    const rest = parts.slice(index + 1).join(path);
    return index + 1 < parts.length && /(?:^|[^\w./-]|:\/\/)$/.test(before) && after.test(rest);
  });

/** Makes every writable mount of a pod's volume read-only; empty if one of them is shared through an alias. */
export function mountReadOnly(ctx: Context, volume: Volume): TextEdit[] {
  const unit = yamlOf(ctx);
  const writable = volume.mounts.filter((m) => !m.readOnly).map((m) => m.node);
  // Bidirectional mounts exist to propagate mounts to the host.
  const passesOn = writable.some((node) => lens(node).get('mountPropagation').text === 'Bidirectional');
  if (!unit || passesOn || writable.some((node) => isShared(unit, node))) return [];
  return writable.flatMap((node) => setKey(unit, node, 'readOnly', true));
}

/** Makes a Compose mount read-only; in the short form by adding `:ro`. */
export function bindReadOnly(ctx: Context, mount: HostMount): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node } = mount;
  if (!unit || isShared(unit, node)) return [];
  if (node.type === 'map') return setKey(unit, node, 'read_only', true);
  const volume = node.type === 'scalar' ? parseVolume(node.text) : undefined;
  if (node.type !== 'scalar' || !volume || volume.source === '') return [];
  const { options } = volume;
  if (options.includes('ro')) return [];
  if (options.length === 0) return setScalar(unit, node, `${node.text}:ro`);
  const now = options.includes('rw') ? options.map((o) => (o === 'rw' ? 'ro' : o)) : [...options, 'ro'];
  const before = node.text.slice(0, node.text.length - options.join(',').length);
  return setScalar(unit, node, before + now.join(','));
}
