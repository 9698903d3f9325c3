/** Edits a container's settings, in the places that Compose and Kubernetes define. */
import type { Container } from '../domain/container.ts';
import { keyOf, type SettingName } from '../platform/setting.ts';
import type { Context } from '../rule/rule.ts';
import { contains, type TextEdit } from '../text/span.ts';
import { setPath, type YamlInput } from '../yaml/edit/edit.ts';
import type { YamlMap, YamlNode } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import { isShared } from '../yaml/walk.ts';
import { yamlOf } from './fix.ts';
import { changeScalar } from './yaml-node.ts';

/** Keys of a container that precede `volumeMounts`, in the order of the API reference. */
export const BEFORE_MOUNTS: readonly string[] = [
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
];

/** Keys of a container that precede `securityContext`. */
export const BEFORE_SECURITY = [
  ...BEFORE_MOUNTS,
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

/**
 * Whether the value of a key is missing, `null` or `{}`. The first new key below it then replaces it, so a fix writes several keys at once: as
 * edits of their own, each would replace it.
 */
export const isEmptyValue = (value: YamlNode | undefined): boolean =>
  value === undefined ||
  (value.type === 'scalar' && value.value === null) ||
  (value.type === 'map' && value.entries.length === 0 && value.merges.length === 0);

/** Whether the first new key goes between the braces of an empty map, which stay because of a comment or an anchor. */
export const keepsBraces = (value: YamlNode | undefined, [first]: readonly TextEdit[]): boolean =>
  value?.type === 'map' && first !== undefined && first.span.start === first.span.end;

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

/** Writes a setting where the format of the platform has it: below the container's `securityContext`, or as a key of the service. */
export function setSetting(ctx: Context, container: Container, setting: SettingName, value: YamlInput): TextEdit[] {
  const { format } = container.platform;
  const path = keyOf(setting, format).split('.');
  return format === 'kubernetes'
    ? setSecurityContext(ctx, container, path, value)
    : setServiceKey(ctx, container, path, value);
}

/** The lists of a pod that follow its `securityContext`. */
export const CONTAINER_LISTS: readonly string[] = ['initContainers', 'containers'];

/** Sets a key of a pod's `securityContext`. */
export function setPodSecurityContext(
  ctx: Context,
  podSpec: YamlMap,
  key: readonly string[],
  value: YamlInput,
): TextEdit[] {
  const unit = yamlOf(ctx);
  return unit ? setPath(unit, podSpec, ['securityContext', ...key], value, { before: CONTAINER_LISTS }) : [];
}

/** For the title of a fix that sets the value of several containers of a pod; '' for one. */
export const ofPod = (containers: number): string => (containers > 1 ? ` for ${containers} containers of the pod` : '');

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
