import type { KubernetesObject, PodContainer, Workload } from '../domain/kubernetes.ts';
import { asMap } from '../yaml/access.ts';
import { find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
import type { YamlMap } from '../yaml/node.ts';
import { readContainer, readVolumes } from './container.ts';
import { readLabels } from './labels.ts';
import { below, type Pod, type Reading } from './pod.ts';
import { booleanSetting, firstOf, textOf, textSetting } from './scalar.ts';
import type { TemplateSite } from './templates.ts';

const LISTS = [
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** Keys of strategic merge patches. */
const isPatched = (node: YamlMap | undefined): boolean =>
  node?.entries.some(
    (e) => e.key.startsWith('$patch') || /^\$(?:retainKeys|setElementOrder|deleteFromPrimitiveList)/.test(e.key),
  ) ?? false;

/**
 * Whether a pod template is only part of one: a `$patch` in it, or containers without image. Where the object has a selector (`whole`),
 * a container still without image is just not finished.
 */
export function isPartialTemplate(template: Lens, whole: boolean, reading: Reading): boolean {
  const spec = find(template, 'spec');
  if (isPatched(asMap(template.node)) || isPatched(asMap(spec?.node))) return true;
  let images = 0;
  let missing = 0;
  for (const [key] of LISTS)
    for (const item of itemsOf(find(spec, key), reading.budget)) {
      if (isPatched(asMap(item.node))) return true;
      if (isNull(find(item, 'image')?.node)) missing++;
      else images++;
    }
  return images === 0 ? !whole : missing > 0 && !whole;
}

/** Reads a pod template of `object`; `undefined` when it has no spec. */
export function readWorkload(object: KubernetesObject, site: TemplateSite, reading: Reading): Workload | undefined {
  const { template } = site;
  const templateMap = asMap(template.node);
  const spec = find(template, 'spec');
  const podSpec = asMap(spec?.node);
  if (!templateMap || !spec || !podSpec) return undefined;
  const metadata = find(template, 'metadata');
  const labels = readLabels(find(metadata, 'labels'), reading.budget);
  const annotations = find(metadata, 'annotations');
  const securityContext = find(spec, 'securityContext');
  const pod: Pod = { spec, securityContext, annotations, reading };
  const volumes = readVolumes(spec, reading);
  const containers: PodContainer[] = [];
  const account = firstOf(
    textSetting(find(spec, 'serviceAccountName'), 'pod'),
    textSetting(find(spec, 'serviceAccount'), 'pod'),
  );
  const flag = (key: string) => below(spec, [key], 'pod', booleanSetting);
  const workload: Workload = {
    origin: 'kubernetes',
    object,
    builtIn: site.builtIn,
    podLabels: labels.values,
    labelsKnown: labels.known && !reading.templated && !isOpaque(metadata),
    podAnnotations: asMap(annotations?.node),
    template: templateMap,
    podSpec,
    podSecurityContext: asMap(securityContext?.node),
    containers,
    hostNetwork: flag('hostNetwork'),
    hostPID: flag('hostPID'),
    hostIPC: flag('hostIPC'),
    hostUsers: flag('hostUsers'),
    automountServiceAccountToken: flag('automountServiceAccountToken'),
    serviceAccountName: account,
    volumes,
    windows: textOf(find(find(spec, 'os'), 'name')) === 'windows',
  };
  const byName = new Map(volumes.map((v) => [v.name, v]));
  for (const [key, role] of LISTS)
    for (const [n, item] of itemsOf(find(spec, key), reading.budget).entries())
      if (item.node?.type === 'map')
        containers.push(readContainer(item, item.node, role, pod, workload, byName, object.partial, `${key}[${n}]`));
  return workload;
}

/** Written, but neither a map nor null: a template stands there. */
const isOpaque = (from: Lens | undefined): boolean => !isNull(from?.node) && from?.node?.type !== 'map';
