/** Which pods Cilium's policies select. Sources: Cilium documentation, "Layer 3 Policies"; its `pkg/labels` for the prefixes of keys. */

import type { KubernetesObject } from '../domain/kubernetes.ts';
import { budgetFor, find, isNull, itemsOf, type Lens } from '../yaml/lens.ts';
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
  const root: Lens = { node: object.node, via: undefined };
  const specs = find(root, 'specs');
  if (!isNull(specs?.node) && specs?.node?.type !== 'seq') return undefined;
  const out: Selector[] = [];
  for (const spec of [find(root, 'spec'), ...itemsOf(specs, budgetFor(''))]) {
    if (!spec || isNull(spec.node)) continue;
    const selector = find(spec, 'endpointSelector');
    if (!selector && find(spec, 'nodeSelector')) continue;
    if (!selector || isNull(selector.node)) return undefined;
    const { requirements, known } = parseSelector(selector.node);
    const own = requirements.filter((r) => !ADDED.test(r.key)).map(ofPod);
    out.push({ requirements: own, known: known && own.length === requirements.length });
  }
  return out;
}
