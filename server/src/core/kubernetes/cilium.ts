/** Which pods Cilium's policies select. Sources: Cilium documentation, "Layer 3 Policies"; its `pkg/labels` for the prefixes of keys. */

import type { KubernetesObject } from '../domain/kubernetes.ts';
import { parseSelector, type Requirement, type Selector } from './selectors.ts';
import { groupOf } from './templates.ts';

/** Labels that Cilium adds, of the namespace, the cluster or itself: they are not the pod's. */
const ADDED = /^(?:[\w-]+[:.])?io\.(?:kubernetes\.pod|cilium)\.|^(?!(?:k8s|any):)[a-z-]+:/;

const ofPod = (requirement: Requirement): Requirement => ({
  ...requirement,
  key: requirement.key.replace(/^(?:k8s|any):/, ''),
});

/**
 * The selectors of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy, from `spec` and `specs`; a pod is selected if one matches.
 * Rules for nodes are left out. `undefined` for other objects and where not all can be read.
 */
export function ciliumSelectors(object: KubernetesObject): readonly Selector[] | undefined {
  if (!/^Cilium(?:Clusterwide)?NetworkPolicy$/.test(object.kind) || groupOf(object.apiVersion) !== 'cilium.io')
    return undefined;
  if (object.partial) return undefined;
  const specs = object.lens.get('specs');
  if (!specs.absent && !specs.seq) return undefined;
  const out: Selector[] = [];
  for (const spec of [object.lens.get('spec'), ...specs.items()]) {
    if (spec.absent) continue;
    const selector = spec.get('endpointSelector');
    if (!selector.at && spec.get('nodeSelector').at) continue;
    if (selector.absent) return undefined;
    const { requirements, known } = parseSelector(selector);
    const own = requirements.filter((r) => !ADDED.test(r.key)).map(ofPod);
    out.push({ requirements: own, known: known && own.length === requirements.length });
  }
  return out;
}
