import type { Container, ContainerImage, EnvVariable, HostMount, PublishedPort } from '../domain/container.ts';
import type { PodContainer, Volume, Workload } from '../domain/kubernetes.ts';
import { markScripts } from '../domain/script-words.ts';
import { hostPath } from '../host-path/normalise.ts';
import { parseReference } from '../image/reference.ts';
import { type Found, type Lens, lens } from '../yaml/lens.ts';
import type { YamlMap, YamlScalar } from '../yaml/node.ts';
import { contentSpan } from '../yaml/scalar-spans.ts';
import { ABSENT } from '../yaml/setting.ts';
import { isOfStream } from './image-streams.ts';
import { appArmor, below, capabilities, inherited, limit, type Pod, type Reading, seccomp } from './pod.ts';
import { booleanOf, booleanSetting, integerSetting } from './scalar.ts';
import { isDroppedSource } from './volume-sources.ts';

/** A scalar that is not null, templated or not. */
const written = ({ node, absent }: Lens): YamlScalar | undefined =>
  node?.type === 'scalar' && !absent ? node : undefined;

/**
 * The names in `$(X)`, but not in `$$(X)`. The kubelet expands them if the container has such a variable.
 * Source: Kubernetes `third_party/forked/golang/expansion`.
 */
const references = (text: string): string[] =>
  text.includes('$(') ? [...text.matchAll(/(?<!\$)(?:\$\$)*\$\(([A-Za-z_][\w.-]*)\)/g)].map((m) => m[1] ?? '') : [];

/** Whether Istio injects its proxy: its webhook replaces the image `auto` and completes the container. */
const isInjected = (image: YamlScalar | undefined): boolean => image?.text === 'auto';

/** Whether a kustomization replaces the image. Kustomize compares the name before tag and digest. */
const isReplaced = (image: string, { replacedImages }: Reading): boolean =>
  replacedImages?.has(image.replace(/@sha256:.*$/, '').replace(/:[\w.-]*$/, '')) === true;

/** Whether the kubelet does not pull the image. Source: Kubernetes, "Images", "Image pull policy". */
const isNeverPulled = (policy: Lens): boolean => policy.text === 'Never';

function readImage(container: Found, reading: Reading, isReplacedLater: boolean): ContainerImage | undefined {
  const found = container.get('image');
  const scalar = written(found);
  if (!scalar || scalar.text === '') return undefined;
  const unknown =
    scalar.templated === true || isReplacedLater || isInjected(scalar) || isReplaced(scalar.text, reading);
  return {
    raw: scalar.text,
    reference: unknown ? undefined : parseReference(scalar.text),
    overridable: unknown,
    builtHere: false,
    preloaded: isNeverPulled(container.get('imagePullPolicy')),
    at: found.via ?? contentSpan(scalar, reading.text),
    node: scalar,
  };
}

/** Reads `env:`. Below an alias, `at` is the place at the anchor, as in Compose. */
function readEnv(container: Found, reading: Reading): EnvVariable[] {
  const out: EnvVariable[] = [];
  for (const found of container.get('env').items()) {
    const name = written(found.get('name'));
    if (!name) continue;
    const value = written(found.get('value'));
    out.push({
      name: name.text,
      nameSpan: contentSpan(name, reading.text),
      value: value?.text,
      dynamic: value !== undefined && (value.templated === true || references(value.text).length > 0),
      fallback: undefined,
      valueSpan: value && contentSpan(value, reading.text),
      at: found.item.span,
      form: 'kubernetes',
    });
  }
  return out;
}

function readCommand(container: Found, env: readonly EnvVariable[], reading: Reading): Container['command'] {
  const names = new Set(env.map((v) => v.name));
  const open = !container.get('envFrom').absent;
  // An undeclared name in capitals may be the address of a Service. Any other, as in `$(date)`, belongs to the shell.
  const expands = (name: string): boolean => open || names.has(name) || /^[A-Z][A-Z0-9_]*$/.test(name);
  const words: Container['command'][number][] = [];
  for (const [key, part] of [
    ['command', 'entrypoint'],
    ['args', 'command'],
  ] as const)
    for (const item of container.get(key).items()) {
      const scalar = written(item);
      if (!scalar) continue;
      const at = contentSpan(scalar, reading.text);
      const literal = !scalar.templated && !references(scalar.text).some(expands);
      words.push({ text: scalar.text, at, literal, shell: false, unsplit: false, part });
    }
  return markScripts(words);
}

/** Reads the ports with a `hostPort`. Other ports are only documentation. `hostPort: 0` means none. */
function readPorts(container: Found): PublishedPort[] {
  const out: PublishedPort[] = [];
  for (const found of container.get('ports').items()) {
    const host = written(found.get('hostPort'));
    if (!host || host.text === '0') continue;
    const ip = written(found.get('hostIP'));
    out.push({
      hostIp: ip?.templated ? undefined : (ip?.text ?? ''),
      hostPort: host.text,
      containerPort: found.get('containerPort').text,
      protocol: found.get('protocol').text?.toLowerCase() ?? 'tcp',
      at: found.at,
      node: found.node,
    });
  }
  return out;
}

/** A volume under construction: its mounts are added later. */
export interface OpenVolume extends Volume {
  readonly mounts: Volume['mounts'][number][];
}

/** Adds the container's `volumeMounts` to the volumes. Returns the mounts of host paths. */
function readMounts(from: Found, container: PodContainer, volumes: ReadonlyMap<string, OpenVolume>): HostMount[] {
  const out: HostMount[] = [];
  for (const found of from.get('volumeMounts').items()) {
    const volume = volumes.get(found.get('name').text ?? '');
    if (!volume || found.node.type !== 'map') continue;
    const mountPath = written(found.get('mountPath'))?.text;
    const readOnly = booleanOf(found.get('readOnly')) === true;
    volume.mounts.push({ container, mountPath, readOnly, node: found.node, span: found.at });
    if (volume.hostPath !== undefined)
      out.push({ source: volume.hostPath, target: mountPath, readOnly, at: found.at, node: found.node });
  }
  return out;
}

/** Reads the pod's `volumes:`, without mounts. */
export function readVolumes(spec: Found): OpenVolume[] {
  const out: OpenVolume[] = [];
  for (const found of spec.get('volumes').items()) {
    if (found.node.type !== 'map') continue;
    const source = found
      .entries()
      .find(
        (e) => e.key !== 'name' && e.key !== '$patch' && !e.absent && (e.entry.templatedKey || !isDroppedSource(e.key)),
      );
    const path = written(found.get('hostPath', 'path'));
    out.push({
      name: found.get('name').text ?? '',
      source: source?.key ?? 'emptyDir',
      hostPath: path && (path.templated ? path.text : hostPath(path.text)),
      node: found.node,
      lens: lens(found.node, found.via),
      span: found.at,
      mounts: [],
    });
  }
  return out;
}

/** A name, with `…` for each template action; '' if nothing else is left. */
const readableName = ({ text, templated }: YamlScalar): string => {
  const shown = templated ? text.replace(/\{\{(?:(?!\}\}).)*\}\}/gs, '…') : text;
  return /^\u2026*$/.test(shown) ? '' : shown;
};

/**
 * Reads one container of a pod.
 * @param item the container: an item of `containers`, `initContainers` or `ephemeralContainers`; `node` is its map
 * @param volumes the volumes of the pod, by name; gets the container's mounts
 * @param fragment any missing field may be set elsewhere
 * @param place the name of a container without a name (Knative adds one), or with one that a template makes: `containers[1]`
 */
export function readContainer(
  item: Found,
  node: YamlMap,
  role: Container['role'],
  pod: Pod,
  workload: Workload,
  volumes: ReadonlyMap<string, OpenVolume>,
  fragment: boolean,
  place: string,
): PodContainer {
  const { reading } = pod;
  const nameNode = written(item.get('name'));
  const name = (nameNode && readableName(nameNode)) || place;
  const own = item.get('securityContext');
  const image = readImage(item, reading, isOfStream(name, workload));
  const env = readEnv(item, reading);
  const add = capabilities(own, 'add');
  const drop = capabilities(own, 'drop');
  const hostMounts: HostMount[] = [];
  const container: PodContainer = {
    origin: 'kubernetes',
    platform: workload.platform,
    role,
    name,
    nameSpan: nameNode ? contentSpan(nameNode, reading.text) : (image?.at ?? node.span),
    node,
    lens: lens(node, item.via),
    span: item.at,
    partial: fragment || item.more || item.get('image').absent || isInjected(written(item.get('image'))),
    windows: workload.windows,
    image,
    env,
    command: readCommand(item, env, reading),
    privileged: below(own, ['privileged'], 'container', booleanSetting),
    allowPrivilegeEscalation: below(own, ['allowPrivilegeEscalation'], 'container', booleanSetting),
    readOnlyRootFilesystem: below(own, ['readOnlyRootFilesystem'], 'container', booleanSetting),
    runAsNonRoot: inherited(own, pod, ['runAsNonRoot'], booleanSetting),
    user: inherited(own, pod, ['runAsUser'], integerSetting),
    group: inherited(own, pod, ['runAsGroup'], integerSetting),
    seccomp: seccomp(own, pod, name),
    appArmor: appArmor(own, pod, name),
    capAdd: add.found,
    capDrop: drop.found,
    capabilitiesUnknown: add.unknown || drop.unknown,
    ports: readPorts(item),
    hostMounts,
    memoryLimit: limit(item, pod, 'memory'),
    cpuLimit: limit(item, pod, 'cpu'),
    pidsLimit: ABSENT,
    hostNamespaces: hostNamespaces(workload),
    owner: workload,
  };
  hostMounts.push(...readMounts(item, container, volumes));
  return container;
}

function hostNamespaces(workload: Workload): Container['hostNamespaces'] {
  const out: Container['hostNamespaces'][number][] = [];
  for (const [namespace, { value, at, node }] of [
    ['network', workload.hostNetwork],
    ['pid', workload.hostPID],
    ['ipc', workload.hostIPC],
  ] as const)
    if (value === true && at && node) out.push({ namespace, at, node });
  return out;
}
