import type { Container, ContainerImage, EnvVariable, HostMount, PublishedPort } from '../domain/container.ts';
import type { PodContainer, Volume, Workload } from '../domain/kubernetes.ts';
import { markScripts } from '../domain/script-words.ts';
import { hostPath } from '../host-path/normalise.ts';
import { parseReference } from '../image/reference.ts';
import { contentSpan, entriesOf, type Found, type FoundItem, find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/node.ts';
import { ABSENT } from '../yaml/setting.ts';
import { appArmor, below, capabilities, inherited, limit, type Pod, type Reading, seccomp } from './pod.ts';
import { booleanOf, booleanSetting, integerSetting, textOf } from './scalar.ts';

/** A scalar that is not null, templated or not. */
const written = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.type === 'scalar' && !isNull(node) ? node : undefined;

/**
 * The names in `$(X)`, which the kubelet expands if there is such a variable, but not in `$$(X)`.
 * Source: Kubernetes `third_party/forked/golang/expansion`.
 */
const references = (text: string): string[] =>
  text.includes('$(') ? [...text.matchAll(/(?<!\$)(?:\$\$)*\$\(([A-Za-z_][\w.-]*)\)/g)].map((m) => m[1] ?? '') : [];

/** Istio's webhook puts its proxy in the place of the image `auto`, and adds what the container lacks. */
const isInjected = (image: YamlScalar | undefined): boolean => image?.text === 'auto';

/** Kustomize compares what stands before the tag and the digest. */
const isReplaced = (image: string, { replacedImages }: Reading): boolean =>
  replacedImages?.has(image.replace(/@sha256:.*$/, '').replace(/:[\w.-]*$/, '')) === true;

function readImage(container: Lens, reading: Reading): ContainerImage | undefined {
  const found = find(container, 'image');
  const scalar = written(found?.node);
  if (!found || !scalar || scalar.text === '') return undefined;
  const unknown = scalar.templated === true || isInjected(scalar) || isReplaced(scalar.text, reading);
  return {
    raw: scalar.text,
    reference: unknown ? undefined : parseReference(scalar.text),
    overridable: unknown,
    builtHere: false,
    at: found.via ?? contentSpan(scalar, reading.text),
    node: scalar,
  };
}

/** `env:`. `at` of what comes through an alias is its own place, at the anchor, as in Compose. */
function readEnv(container: Lens, reading: Reading): EnvVariable[] {
  const out: EnvVariable[] = [];
  for (const found of itemsOf(find(container, 'env'), reading.budget)) {
    const name = written(find(found, 'name')?.node);
    if (!name) continue;
    const value = written(find(found, 'value')?.node);
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

function readCommand(container: Lens, env: readonly EnvVariable[], reading: Reading): Container['command'] {
  const names = new Set(env.map((v) => v.name));
  const open = !isNull(find(container, 'envFrom')?.node);
  // Of names that are declared nowhere, those in capitals may be a Service's address; others, as in `$(date)`, are the shell's.
  const expands = (name: string): boolean => open || names.has(name) || /^[A-Z][A-Z0-9_]*$/.test(name);
  const words: Container['command'][number][] = [];
  for (const [key, part] of [
    ['command', 'entrypoint'],
    ['args', 'command'],
  ] as const)
    for (const { node } of itemsOf(find(container, key), reading.budget)) {
      const scalar = written(node);
      if (!scalar) continue;
      const at = contentSpan(scalar, reading.text);
      const literal = !scalar.templated && !references(scalar.text).some(expands);
      words.push({ text: scalar.text, at, literal, shell: false, unsplit: false, part });
    }
  return markScripts(words);
}

/** Ports with a `hostPort`; the others are only named. `hostPort: 0` is none. */
function readPorts(container: Lens, reading: Reading): PublishedPort[] {
  const out: PublishedPort[] = [];
  for (const found of itemsOf(find(container, 'ports'), reading.budget)) {
    const host = written(find(found, 'hostPort')?.node);
    if (!found.node || !host || host.text === '0') continue;
    const ip = written(find(found, 'hostIP')?.node);
    out.push({
      hostIp: ip?.templated ? undefined : (ip?.text ?? ''),
      hostPort: host.text,
      containerPort: textOf(find(found, 'containerPort')),
      protocol: textOf(find(found, 'protocol'))?.toLowerCase() ?? 'tcp',
      at: found.at,
      node: found.node,
    });
  }
  return out;
}

/** A volume whose mounts are still being collected. */
export interface OpenVolume extends Volume {
  readonly mounts: Volume['mounts'][number][];
}

/** Enters the container's `volumeMounts` into the volumes; gives those of host paths. */
function readMounts(
  from: Lens,
  container: PodContainer,
  volumes: ReadonlyMap<string, OpenVolume>,
  reading: Reading,
): HostMount[] {
  const out: HostMount[] = [];
  for (const found of itemsOf(find(from, 'volumeMounts'), reading.budget)) {
    const volume = volumes.get(textOf(find(found, 'name')) ?? '');
    if (!volume || found.node?.type !== 'map') continue;
    const mountPath = written(find(found, 'mountPath')?.node)?.text;
    const readOnly = booleanOf(find(found, 'readOnly')?.node) === true;
    volume.mounts.push({ container, mountPath, readOnly, node: found.node, span: found.at });
    if (volume.hostPath !== undefined)
      out.push({ source: volume.hostPath, target: mountPath, readOnly, at: found.at, node: found.node });
  }
  return out;
}

/** The pod's `volumes:`, their mounts still empty. */
export function readVolumes(spec: Lens, reading: Reading): OpenVolume[] {
  const out: OpenVolume[] = [];
  for (const found of itemsOf(find(spec, 'volumes'), reading.budget)) {
    if (found.node?.type !== 'map') continue;
    const source = entriesOf(found, reading.budget).find(
      (e) => e.entry.key !== 'name' && e.entry.key !== '$patch' && !isNull(e.node),
    );
    const path = written(find(find(found, 'hostPath'), 'path')?.node);
    out.push({
      name: textOf(find(found, 'name')) ?? '',
      source: source?.entry.key ?? 'emptyDir',
      hostPath: path && (path.templated ? path.text : hostPath(path.text)),
      node: found.node,
      span: found.at,
      mounts: [],
    });
  }
  return out;
}

/**
 * One container of a pod.
 * @param item its item in `containers`, `initContainers` or `ephemeralContainers`; `node` its map
 * @param volumes the pod's, by name; the container's mounts are entered there
 * @param partial the object does not say all
 * @param place what it is called when it has no name (Knative gives it one): `containers[1]`
 */
export function readContainer(
  item: FoundItem,
  node: YamlMap,
  role: Container['role'],
  pod: Pod,
  workload: Workload,
  volumes: ReadonlyMap<string, OpenVolume>,
  partial: boolean,
  place: string,
): PodContainer {
  const { reading } = pod;
  const nameNode = written(find(item, 'name')?.node);
  const name = nameNode?.text ?? place;
  const imageNode = find(item, 'image')?.node;
  const own: Found | undefined = find(item, 'securityContext');
  const image = readImage(item, reading);
  const env = readEnv(item, reading);
  const add = capabilities(own, 'add', pod);
  const drop = capabilities(own, 'drop', pod);
  const hostMounts: HostMount[] = [];
  const container: PodContainer = {
    origin: 'kubernetes',
    role,
    name,
    nameSpan: nameNode ? contentSpan(nameNode, reading.text) : (image?.at ?? node.span),
    node,
    span: item.at,
    partial: partial || isNull(imageNode) || isInjected(written(imageNode)),
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
    ports: readPorts(item, reading),
    hostMounts,
    memoryLimit: limit(item, pod, 'memory'),
    cpuLimit: limit(item, pod, 'cpu'),
    pidsLimit: ABSENT,
    hostNamespaces: hostNamespaces(workload),
    owner: workload,
  };
  hostMounts.push(...readMounts(item, container, volumes, reading));
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
