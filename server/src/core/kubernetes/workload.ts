import type { KubernetesObject, PodContainer, Workload } from '../domain/kubernetes.ts';
import { podPlatform } from '../platform/recognise.ts';
import { type Found, type Lens, lens } from '../yaml/lens.ts';
import type { YamlMap } from '../yaml/node.ts';
import { readContainer, readVolumes } from './container.ts';
import { readLabels } from './labels.ts';
import type { LooseContainer } from './loose-pods.ts';
import { below, type Pod, type Reading } from './pod.ts';
import { booleanSetting, firstOf, textSetting } from './scalar.ts';
import type { TemplateSite } from './templates.ts';
import { isWindowsPod } from './windows-pod.ts';

const LISTS = [
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
] as const;

/** Whether a map has a key of strategic merge patches. */
const isPatched = (node: YamlMap | undefined): boolean =>
  node?.entries.some(
    (e) => e.key.startsWith('$patch') || /^\$(?:retainKeys|setElementOrder|deleteFromPrimitiveList)/.test(e.key),
  ) ?? false;

/**
 * Whether a pod template is only a part: it has a `$patch`, or containers without image. If the object has a selector (`whole`), it is not
 * a patch: a container without image is unfinished.
 */
export function isPartialTemplate(template: Lens, whole: boolean): boolean {
  const spec = template.get('spec');
  if (isPatched(template.map) || isPatched(spec.map)) return true;
  let images = 0;
  let missing = 0;
  for (const [key] of LISTS)
    for (const item of spec.get(key).items()) {
      if (isPatched(item.map)) return true;
      const image = item.get('image');
      if (image.absent && !image.hidden) missing++;
      else images++;
    }
  return images === 0 ? !whole : missing > 0 && !whole;
}

/** Reads a pod template of `object`; `undefined` if it has no spec. */
export function readWorkload(object: KubernetesObject, site: TemplateSite, reading: Reading): Workload | undefined {
  const { template, loose } = site;
  const spec = loose ? template : template.get('spec');
  if (!spec.map) return undefined;
  const metadata = template.get('metadata');
  const labels = readLabels(metadata.get('labels'));
  const annotations = metadata.get('annotations');
  const securityContext = spec.get('securityContext');
  const pod: Pod = { spec, securityContext, annotations, reading };
  const volumes = readVolumes(spec);
  const containers: PodContainer[] = [];
  const account = firstOf(
    textSetting(spec.get('serviceAccountName'), 'pod'),
    textSetting(spec.get('serviceAccount'), 'pod'),
  );
  const flag = (key: string) => below(spec, [key], 'pod', booleanSetting);
  const windows = isWindowsPod(spec);
  const { apiVersion, kind } = object;
  const workload: Workload = {
    origin: 'kubernetes',
    platform: podPlatform({ apiVersion, kind, object: object.lens, template, windows }),
    object,
    builtIn: site.builtIn,
    podLabels: labels.values,
    labelsKnown: labels.known && !reading.templated && !isOpaque(metadata),
    moreLabels: !site.builtIn || reading.addsLabels,
    podAnnotations: lens(annotations.node, annotations.via),
    podSpec: spec.map,
    pod: lens(spec.map, spec.via),
    containers,
    hostNetwork: flag('hostNetwork'),
    hostPID: flag('hostPID'),
    hostIPC: flag('hostIPC'),
    hostUsers: flag('hostUsers'),
    automountServiceAccountToken: flag('automountServiceAccountToken'),
    serviceAccountName: account,
    volumes,
    windows,
  };
  const byName = new Map(volumes.map((v) => [v.name, v]));
  for (const { at, role, place } of loose?.containers ?? listed(spec))
    if (at.map) containers.push(readContainer(at, at.map, role, pod, workload, byName, object.fragment, place));
  return workload;
}

const listed = (spec: Found): readonly LooseContainer[] =>
  LISTS.flatMap(([key, role]) =>
    spec
      .get(key)
      .items()
      .map((at, n) => ({ at, role, place: `${key}[${n}]` })),
  );

/** Whether a value is written but is neither a map nor null: a template. */
const isOpaque = (from: Lens): boolean => !from.absent && !from.map;
