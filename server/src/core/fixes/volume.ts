/** Edits mounts and volumes. */
import { needsNoHost } from '../checks/needs-no-host.ts';
import { isForReading } from '../checks/needs-root.ts';
import { parseVolume } from '../compose/volumes.ts';
import type { Container, HostMount } from '../domain/container.ts';
import type { Volume, Workload } from '../domain/kubernetes.ts';
import type { Context } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { joined, setKey, setScalar } from '../yaml/edit/edit.ts';
import { lens } from '../yaml/lens.ts';
import { isShared } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';
import { deleteNode } from './yaml-node.ts';

/**
 * Removes a pod's volume and all of its mounts; empty if one of them cannot be removed, or if a container may need it: without the mount, it would look
 * for something that is not there.
 */
export function removeVolume(ctx: Context, workload: Workload, volume: Volume): TextEdit[] {
  if (volume.mounts.some(({ container, mountPath }) => mayNeedMount(container, mountPath))) return [];
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
function namesPath({ command, env }: Container, path: string | undefined): boolean {
  const folders = (path ?? '').split('/').filter(Boolean);
  const texts = [...command.map((word) => word.text), ...env.flatMap(({ value }) => value ?? [])];
  if (folders.at(-1) === 'docker.sock' && readsDocker({ command, env })) return true;
  return folders.some((_, depth) => {
    const folder = `/${folders.slice(0, depth + 1).join('/')}`;
    const after = depth === folders.length - 1 ? /^(?![\w.-])/ : /^\/?(?![\w./-])/;
    return texts.some((text) => isIn(text, folder, after));
  });
}

/** Whether a service may need what is mounted at a path: its program is not known to need nothing of the host, or it names the path. */
export const mayNeedMount = (container: Container, path: string | undefined): boolean =>
  !needsNoHost(container) || namesPath(container, path);

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

/**
 * Whether it is known that programs only read a path of the host. Of other paths nobody knows: a folder of `/etc` that is named after the program is where
 * it keeps its state.
 */
const isOnlyRead = (source: string): boolean => isForReading(source) && !KERNEL.test(source);

/** Written to, too: systemd in a container writes its control groups. */
const KERNEL = /^\/(?:proc|sys)(?:\/|$)/;

/** Makes every writable mount of a pod's volume read-only; empty if one of them is shared through an alias, or if programs may write there. */
export function mountReadOnly(ctx: Context, volume: Volume): TextEdit[] {
  const unit = yamlOf(ctx);
  const writable = volume.mounts.filter((m) => !m.readOnly).map((m) => m.node);
  // Bidirectional mounts exist to propagate mounts to the host.
  const passesOn = writable.some((node) => lens(node).get('mountPropagation').text === 'Bidirectional');
  if (!unit || !isOnlyRead(volume.hostPath ?? '') || passesOn || writable.some((node) => isShared(unit, node)))
    return [];
  return writable.flatMap((node) => setKey(unit, node, 'readOnly', true));
}

/** Makes a Compose mount read-only; in the short form by adding `:ro`. Empty if programs may write there. */
export function bindReadOnly(ctx: Context, mount: HostMount): TextEdit[] {
  const unit = yamlOf(ctx);
  const { node, source } = mount;
  if (!unit || !isOnlyRead(source) || isShared(unit, node)) return [];
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
