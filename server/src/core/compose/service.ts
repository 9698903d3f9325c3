import type { Service, ServiceContainer } from '../domain/compose.ts';
import type { Container, ContainerImage } from '../domain/container.ts';
import { markScripts } from '../domain/script-words.ts';
import { isWindowsImage } from '../image/knowledge/distro/distro-family.ts';
import { parseReference } from '../image/reference.ts';
import { isInEffect } from '../platform/platform.ts';
import { type Entry, type Found, type Lens, lens } from '../yaml/lens.ts';
import type { YamlMap } from '../yaml/node.ts';
import { contentSpan } from '../yaml/scalar-spans.ts';
import { ABSENT } from '../yaml/setting.ts';
import { readBuild } from './build.ts';
import { readEnvironment } from './environment.ts';
import { readPorts } from './ports.ts';
import { publishesPorts } from './publishes-ports.ts';
import { booleanSetting, type Reading, resolve, textOf, textSetting } from './scalar.ts';
import { readCapabilities, readSecurityOptions, readUser } from './security.ts';
import { readHostMounts } from './volumes.ts';

/** Source: Compose specification, "pull_policy". */
function readImage(service: Found, reading: Reading): ContainerImage | undefined {
  const pullPolicy = textOf(service.get('pull_policy'), reading);
  const found = service.get('image');
  const image = resolve(found, reading);
  if (!image || (image.raw === '' && !image.dynamic)) return undefined;
  return {
    raw: image.raw,
    reference: image.text ? parseReference(image.text) : undefined,
    overridable: image.dynamic,
    builtHere: !service.get('build').absent || pullPolicy === 'build',
    preloaded: pullPolicy === 'never',
    at: found.via ?? contentSpan(image.node, reading.text),
    node: image.node,
  };
}

/**
 * Whether a service is for Windows: by its platform, else by its image, an `isolation` that Docker supports only there, or a named pipe. Source:
 * `man/src/container/create-example.md` of github.com/moby/moby, `05-services.md` of github.com/compose-spec/compose-spec, read on 2026-11-30.
 */
function isForWindows(service: Entry, image: ContainerImage | undefined, reading: Reading): boolean {
  const os = textOf(service.get('platform'), reading);
  if (os !== undefined) return /^windows\b/i.test(os);
  if (image?.reference !== undefined && isWindowsImage(image.reference)) return true;
  if (/^(?:hyperv|process)$/i.test(textOf(service.get('isolation'), reading) ?? '')) return true;
  return service
    .get('volumes')
    .items()
    .some((mount) => textOf(mount.get('type'), reading) === 'npipe' || isPipe(textOf(mount, reading)));
}

/** A named pipe of Windows: `\\.\pipe\docker_engine`, also with slashes. */
const isPipe = (path: string | undefined): boolean => /^[\\/]{2}\.[\\/]pipe[\\/]/i.test(path ?? '');

function readCommand(service: Found, reading: Reading): Container['command'] {
  const words = (['entrypoint', 'command'] as const).flatMap((part) => {
    const found = service.get(part);
    const isText = found.node?.type === 'scalar';
    return (isText ? [found] : found.items()).flatMap((one) => {
      const word = resolve(one, reading);
      if (!word) return [];
      const text = word.dynamic ? word.raw : (word.text ?? word.raw);
      const at = contentSpan(word.node, reading.text);
      // One word is the same as a list of it: `entrypoint: /bin/bash`.
      const unsplit = isText && /[\s"'\\]/.test(text);
      return [{ text, at, literal: !word.dynamic, shell: false, unsplit, part }];
    });
  });
  return markScripts(words);
}

const NAMESPACES = [
  ['network_mode', 'network'],
  ['pid', 'pid'],
  ['ipc', 'ipc'],
  ['uts', 'uts'],
  ['userns_mode', 'user'],
  ['cgroup', 'cgroup'],
] as const;

function readHostNamespaces(service: Found, reading: Reading): Container['hostNamespaces'] {
  const out: Container['hostNamespaces'][number][] = [];
  for (const [key, namespace] of NAMESPACES) {
    const found = service.get(key);
    if (found.node && textOf(found, reading) === 'host') out.push({ namespace, at: found.at, node: found.node });
  }
  return out;
}

/** Older ways to limit the processors, which Docker refuses beside `cpus`. */
const CPU_KEYS = ['cpus', 'cpu_quota', 'cpuset'];

/** A limit from `deploy.resources.limits`, otherwise from the key of the service: Compose accepts both. */
function limit(service: Found, name: string, ownKeys: readonly string[], reading: Reading) {
  const deployed = service.get('deploy', 'resources', 'limits', name);
  const own = ownKeys.map((key) => service.get(key)).find((found) => !found.absent);
  return textSetting(deployed.absent && own ? own : deployed, reading);
}

/** Whether the file may not show the whole service: `extends`, `!reset`, or an override file (no `image` and no `build`). */
function isPartial(service: Found): boolean {
  const has = (key: string): boolean => !service.get(key).absent;
  if (has('extends') || (!has('image') && !has('build'))) return true;
  const reset = (tag: string | undefined): boolean => tag === '!reset' || tag === '!override';
  return reset(service.node?.tag) || service.entries().some((e) => reset(e.node?.tag));
}

/** Whether the service has settings, but nothing that gives it an image: they are for one of another file. */
export const hasNoImage = (service: Entry): boolean =>
  service.entries().length > 0 && ['image', 'build', 'extends'].every((key) => service.get(key).absent);

/** The container of a service, without its `owner`. */
function readContainer(service: Entry, node: YamlMap, volumes: Lens, partial: boolean, reading: Reading) {
  const add = readCapabilities(service, 'cap_add', reading);
  const drop = readCapabilities(service, 'cap_drop', reading);
  const image = readImage(service, reading);
  return {
    origin: 'compose',
    platform: reading.platform,
    role: 'container',
    name: service.key,
    nameSpan: service.entry.keySpan,
    node,
    lens: lens(node, service.via),
    span: service.at,
    partial,
    windows: isForWindows(service, image, reading),
    image,
    env: readEnvironment(service.get('environment'), reading),
    command: readCommand(service, reading),
    privileged: booleanSetting(service.get('privileged'), reading),
    readOnlyRootFilesystem: booleanSetting(service.get('read_only'), reading),
    runAsNonRoot: ABSENT,
    ...readUser(service, reading),
    ...readSecurityOptions(service, reading),
    capAdd: add.capabilities,
    capDrop: drop.capabilities,
    capabilitiesUnknown: add.unknown || drop.unknown,
    ports: readPorts(service.get('ports'), reading),
    hostMounts: readHostMounts(service, volumes, reading),
    memoryLimit: limit(service, 'memory', ['mem_limit'], reading),
    cpuLimit: limit(service, 'cpus', reading.platform.writes.limits === 'deploy' ? ['cpus'] : CPU_KEYS, reading),
    pidsLimit: limit(service, 'pids', ['pids_limit'], reading),
    hostNamespaces: readHostNamespaces(service, reading),
  } satisfies Omit<ServiceContainer, 'owner'>;
}

/**
 * Reads one service.
 * @param service its entry, with a map as value
 * @param top the top-level `volumes` and `networks`
 * @param elsewhere a template or another file may add what is missing
 */
export function readService(
  service: Entry,
  node: YamlMap,
  { volumes, networks }: { readonly volumes: Lens; readonly networks: Lens },
  elsewhere: boolean,
  reading: Reading,
): Service {
  const partial = elsewhere || isPartial(service);
  const container = readContainer(service, node, volumes, partial, reading);
  // Service and container refer to each other: `owner` of the container is set last.
  const owned: Omit<ServiceContainer, 'owner'> & { owner?: Service } = container;
  const result: Service = {
    origin: 'compose',
    name: service.key,
    entry: service.entry,
    node,
    span: service.at,
    container: owned as ServiceContainer,
    build: readBuild(service, reading),
    partial,
    networkMode: isInEffect(reading.platform, 'hostNamespaces')
      ? textOf(service.get('network_mode'), reading)
      : undefined,
    publishesPorts: publishesPorts(service, networks, reading),
    profiles: service
      .get('profiles')
      .items()
      .flatMap((p) => textOf(p, reading) ?? []),
  };
  owned.owner = result;
  return result;
}
