/**
 * Pods in custom kinds that no table knows: a map with containers, or with settings that only pods and containers have, wherever it stands.
 * Such a kind may complete them (ECK adds the image, Prometheus merges its own containers), so only what is written there counts. What
 * `enabled: false` switches off is left out. Sources: API references of Argo Workflows, Tekton, OpenKruise, ECK, the Prometheus operator,
 * and the Spark operator (`SparkPodSpec`, read on 2026-11-30).
 */
import type { PodContainer } from '../domain/kubernetes.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import { hasSecurityContext, isOff, mountsHost, sharesHost } from './pod-settings.ts';

/** A map whose keys are settings of a pod, with its containers. */
export interface LoosePod {
  readonly pod: Found;
  readonly containers: readonly LooseContainer[];
}

export interface LooseContainer {
  readonly at: Found;
  readonly role: PodContainer['role'];
  /** Names a container without a name. */
  readonly place: string;
}

const LISTS: Readonly<Record<string, PodContainer['role']>> = {
  containers: 'container',
  initContainers: 'init',
  ephemeralContainers: 'ephemeral',
  sidecars: 'container',
  steps: 'container',
};
const SINGLES = ['container', 'script', 'stepTemplate', 'containerTemplate'];

/** Pods that the operators of these groups build from settings of the object itself. */
const POD_LIKE: Readonly<Record<string, readonly string[]>> = {
  'monitoring.coreos.com': ['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'],
};

/**
 * Patterns and patches of policies look like pods, and describe what a pod is compared with. The last two hold whole objects, which are read
 * as such.
 */
const NO_PODS =
  /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh|kubewarden\.io|datree\.io|open-cluster-management\.io|crossplane\.io)$/;

/** Whether an API group belongs to Kubernetes itself: none has pods in custom kinds. The Spark operator uses its name. */
export const isOfKubernetes = (group: string): boolean =>
  group.endsWith('.k8s.io') && !group.includes('x-k8s') && group !== 'sparkoperator.k8s.io';

const MAX_DEPTH = 20;

/** Every pod of a custom object. Empty for built-in groups, policies, and holders of objects. */
export function loosePods(object: Found, group: string, kind: string): LoosePod[] {
  if (!group.includes('.') || isOfKubernetes(group) || NO_PODS.test(group)) return [];
  const out: LoosePod[] = [];
  const spec = object.get('spec');
  if (spec.map && POD_LIKE[group]?.includes(kind)) out.push({ pod: spec, containers: containersOf(spec) });
  else if (spec.at) visit(spec, kind, 0, out);
  return out;
}

function visit(from: Found, place: string, depth: number, out: LoosePod[]): void {
  if (depth > MAX_DEPTH) return;
  if (from.seq) for (const [n, item] of from.items().entries()) visit(item, `${place}[${n}]`, depth + 1, out);
  if (!from.map || isOff(from)) return;
  const containers = containersOf(from);
  // Without containers of its own the map is one itself: `driver` of a SparkApplication.
  const secured = hasSecurityContext(from);
  const own = secured && containers.length === 0 && !Object.keys(LISTS).some((key) => from.get(key).seq);
  if (containers.length > 0 || secured || sharesHost(from) || mountsHost(from))
    out.push({ pod: from, containers: own ? [{ at: from, role: 'container', place }] : containers });
  const found = new Set(containers.map(({ at }) => at.node));
  for (const entry of from.entries()) {
    if (found.has(entry.node) || (containers.length > 0 && entry.key in LISTS)) continue;
    visit(entry, entry.key, depth + 1, out);
  }
}

function containersOf(pod: Found): LooseContainer[] {
  const lists = Object.entries(LISTS).flatMap(([key, role]) => {
    const items = pod.get(key).items();
    return items.some(isContainer)
      ? items.flatMap((at, n) => (at.map ? [{ at, role, place: `${key}[${n}]` }] : []))
      : [];
  });
  const singles = SINGLES.flatMap((key) => {
    const at = pod.get(key);
    return at.map && isContainer(at) ? [{ at, role: 'container' as const, place: key }] : [];
  });
  return [...lists, ...singles];
}

/** Whether a map has what only containers have. With an empty image it describes what may be written, as the samples of a schema do. */
const isContainer = (from: Lens): boolean =>
  from.map !== undefined &&
  from.get('image').text !== '' &&
  (from.get('image').node?.type === 'scalar' || from.get('securityContext').map !== undefined);
