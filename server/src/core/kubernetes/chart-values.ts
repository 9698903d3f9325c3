/**
 * Settings of pods in the values of a Helm chart: a `securityContext`, and switches of the host's namespaces. Their names say what they
 * are, whatever template uses them. Values complete each other, so only what is written counts.
 */
import type { KubernetesObject, Workload } from '../domain/kubernetes.ts';
import { type Found, lensOf } from '../yaml/lens.ts';
import type { YamlUnit } from '../yaml/node.ts';
import type { LoosePod } from './loose-pods.ts';
import type { Reading } from './pod.ts';
import { hasSecurityContext, isOff, sharesHost } from './pod-settings.ts';
import { readWorkload } from './workload.ts';

const MAX_DEPTH = 20;

/**
 * The values as an object of kind `Values`, with a workload for each map that holds such settings; `undefined` if none does. What
 * `enabled: false` switches off is left out.
 */
export function readChartValues(unit: YamlUnit): KubernetesObject | undefined {
  const root = lensOf(unit);
  if (!root.at || !root.map) return undefined;
  const pods: LoosePod[] = [];
  visit(root, '', 0, pods);
  if (pods.length === 0) return undefined;
  const workloads: Workload[] = [];
  const object: Omit<KubernetesObject, 'workload'> & { workload: Workload | undefined } = {
    ...{ apiVersion: '', kind: 'Values', name: '', nameKnown: false },
    ...{ namespace: undefined, namespaceKnown: false, labels: new Map<string, string>() },
    ...{ node: root.map, lens: root, span: root.at, nameSpan: root.at },
    ...{ partial: true, fragment: true, workload: undefined, workloads },
  };
  const reading: Reading = {
    text: unit.text,
    templated: true,
    fragment: true,
    namespace: undefined,
    replacedImages: undefined,
    addsLabels: false,
    mayBePatch: false,
    templates: [],
  };
  for (const loose of pods) {
    const workload = readWorkload(object, { template: loose.pod, builtIn: false, loose }, reading);
    if (workload) workloads.push(workload);
  }
  object.workload = workloads[0];
  return object;
}

function visit(from: Found, path: string, depth: number, out: LoosePod[]): void {
  if (depth > MAX_DEPTH || isOff(from)) return;
  const holds = hasSecurityContext(from);
  if (holds || sharesHost(from)) {
    const place = path === '' ? 'securityContext' : path;
    out.push({ pod: from, containers: holds ? [{ at: from, role: 'container', place }] : [] });
  }
  for (const entry of from.entries())
    if (entry.key !== 'securityContext') visit(entry, path === '' ? entry.key : `${path}.${entry.key}`, depth + 1, out);
  for (const [n, item] of from.items().entries()) visit(item, `${path}[${n}]`, depth + 1, out);
}
