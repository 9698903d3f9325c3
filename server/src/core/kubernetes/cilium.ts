/** Reads the pods that Cilium's policies select. Sources: Cilium documentation, "Layer 3 Policies"; `pkg/labels` for prefixes of keys. */

import type { KubernetesObject } from '../domain/kubernetes.ts';
import { parseSelector, type Requirement, type Selector } from './selectors.ts';
import { groupOf } from './templates.ts';

/** Labels that Cilium adds to the labels of the pod, for example of the namespace or the cluster. */
const ADDED = /^(?:[\w-]+[:.])?io\.(?:kubernetes\.pod|cilium)\.|^(?!(?:k8s|any):)[a-z-]+:/;

const ofPod = (requirement: Requirement): Requirement => ({
  ...requirement,
  key: requirement.key.replace(/^(?:k8s|any):/, ''),
});

/**
 * The selectors in `spec` and `specs` of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy, without rules for nodes. The policy
 * selects a pod if one of them matches. `undefined` for other objects, and when not all can be read.
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
