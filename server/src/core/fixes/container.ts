/** Edits a container's settings, in the places that Compose and Kubernetes define. */
import type { Container } from '../domain/container.ts';
import type { Context } from '../rule/rule.ts';
import { contains, type TextEdit } from '../text/span.ts';
import { deleteItem, deleteKey, joined, setPath, setScalar, type YamlInput } from '../yaml/edit/edit.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { isShared, stepsTo } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';

/** Keys of a container that precede `securityContext`, in the order of the API reference. */
const BEFORE_SECURITY = [
  'name',
  'image',
  'imagePullPolicy',
  'command',
  'args',
  'workingDir',
  'ports',
  'envFrom',
  'env',
  'resources',
  'volumeMounts',
  'volumeDevices',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

/**
 * Whether a node is written inside the container. A node reached through an alias or a merge key is shared: an edit would change
 * others.
 */
export const isOwn = (container: Container, node: YamlNode | undefined): boolean =>
  node !== undefined && contains(container.span, node.span);

/** Sets a key of a Kubernetes container's `securityContext`. */
export function setSecurityContext(
  ctx: Context,
  container: Container,
  key: readonly string[],
  value: YamlInput,
): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, container.node)) return [];
  return setPath(unit, container.node, ['securityContext', ...key], value, { after: BEFORE_SECURITY });
}

/** Sets a key of a Compose service. */
export function setServiceKey(
  ctx: Context,
  container: Container,
  path: readonly string[],
  value: YamlInput,
): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, container.node)) return [];
  return setPath(unit, container.node, path, value);
}

/** Sets a key of a pod's `securityContext`. */
export function setPodSecurityContext(
  ctx: Context,
  podSpec: YamlMap,
  key: readonly string[],
  value: YamlInput,
): TextEdit[] {
  const unit = yamlOf(ctx);
  return unit
    ? setPath(unit, podSpec, ['securityContext', ...key], value, { before: ['initContainers', 'containers'] })
    : [];
}

/** Replaces the value of a setting. Empty if the value is shared. */
export function changeSetting(
  ctx: Context,
  container: Container,
  setting: Setting<unknown>,
  value: string,
): TextEdit[] {
  if (setting.level !== 'pod' && !isOwn(container, setting.node)) return [];
  return changeScalar(ctx, setting.node, value);
}

/** Replaces the value of a scalar. Empty if an alias or anchor shares it. */
export function changeScalar(ctx: Context, node: YamlNode | undefined, value: string): TextEdit[] {
  const unit = yamlOf(ctx);
  return unit && node?.type === 'scalar' && !isShared(unit, node) ? setScalar(unit, node, value) : [];
}

/** `deleteNode` for several nodes. Adjacent lines, and lines at the end of the text, are removed in one edit. */
export const deleteNodes = (ctx: Context, nodes: readonly (YamlNode | undefined)[]): TextEdit[] =>
  joined(nodes.flatMap((node) => deleteNode(ctx, node)));

/**
 * Removes the map entry or list item whose value is the node, and the maps and lists that become empty. No edits if the node is
 * reached through an alias, or shared by one.
 */
export function deleteNode(ctx: Context, node: YamlNode | undefined): TextEdit[] {
  const unit = yamlOf(ctx);
  const step = unit && node && !isShared(unit, node) ? stepsTo(unit.root, node)?.at(-1) : undefined;
  if (!unit || !step) return [];
  if (step.parent.type === 'seq') {
    const index = step.parent.items.findIndex((item) => Object.is(item, step.part));
    return index >= 0 ? deleteItem(unit, step.parent, index, { prune: true }) : [];
  }
  const entry = step.parent.entries.find((e) => e === step.part);
  return entry ? deleteKey(unit, step.parent, entry.key, { prune: true }) : [];
}
