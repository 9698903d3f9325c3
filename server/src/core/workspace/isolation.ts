/** The pods that NetworkPolicies select, across files. Source: Kubernetes documentation, "Network Policies"; networking/v1 `types.go`. */

import type { PolicyFacts } from '../kubernetes/kinds/network-policy.ts';
import type { Direction, NetworkPolicy } from '../kubernetes/network-policy.ts';
import { isEmpty, matches } from '../kubernetes/selectors.ts';
import type { ForeignPolicyFacts } from './facts/foreign-policy.ts';
import type { WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';

export type Selected = 'yes' | 'no' | 'maybe';

export interface IsolatedWorkload {
  readonly workload: Located<WorkloadFacts>;
  readonly ingress: Selected;
  readonly egress: Selected;
}

/** The workloads of one namespace, ordered by path and place. `undefined`: the namespace is chosen when the manifests are applied. */
export interface NamespaceIsolation {
  readonly namespace: string | undefined;
  readonly workloads: readonly IsolatedWorkload[];
  /** At least one NetworkPolicy certainly belongs to this namespace. */
  readonly hasPolicies: boolean;
}

/** Cached because two rules ask after each change of a fact. */
const known = new WeakMap<
  WorkspaceIndex,
  { readonly version: number; readonly spaces: readonly NamespaceIsolation[] }
>();

/**
 * All namespaces with workloads that a policy could select. Objects that were not read whole and pods in the host's network are left
 * out.
 */
export function isolation(index: WorkspaceIndex): readonly NamespaceIsolation[] {
  const before = known.get(index);
  if (before?.version === index.version) return before.spaces;
  const groups = new Map<string | undefined, Located<WorkloadFacts>[]>();
  for (const workload of index.of('workload')) {
    const { partial, namespace, namespaceKnown, hostNetwork, type } = workload.fact;
    if (partial || !namespaceKnown || hostNetwork || type === 'PodTemplate') continue;
    const group = groups.get(namespace);
    if (group) group.push(workload);
    else groups.set(namespace, [workload]);
  }
  const spaces = [...groups].map(([namespace, workloads]) => isolationOf(namespace, workloads, index));
  known.set(index, { version: index.version, spaces });
  return spaces;
}

function isolationOf(
  namespace: string | undefined,
  workloads: readonly Located<WorkloadFacts>[],
  index: WorkspaceIndex,
): NamespaceIsolation {
  const policies = index.of('policy').filter((p) => inNamespace(p.fact.policy, namespace) !== 'no');
  const foreign = index.of('foreign-policy').filter((p) => mayReach(p.fact, namespace));
  return {
    namespace,
    workloads: workloads.map((workload) => ({
      workload,
      ingress: selected(workload, 'ingress', policies, foreign),
      egress: selected(workload, 'egress', policies, foreign),
    })),
    hasPolicies: policies.some((p) => inNamespace(p.fact.policy, namespace) === 'yes'),
  };
}

function selected(
  workload: Located<WorkloadFacts>,
  direction: Direction,
  policies: readonly Located<PolicyFacts>[],
  foreign: readonly Located<ForeignPolicyFacts>[],
): Selected {
  const labels = new Map(workload.fact.labels);
  let best: Selected = foreign.some((p) => maySelect(p.fact, workload.fact, labels)) ? 'maybe' : 'no';
  for (const { fact, place } of policies) {
    if (isOfAnotherChart(fact.policy, place.unit.path, workload.place.unit.path)) continue;
    const one = selects(fact, workload.fact, labels, direction);
    if (one === 'yes') return 'yes';
    if (one === 'maybe') best = 'maybe';
  }
  return best;
}

function selects(
  { policy }: PolicyFacts,
  workload: WorkloadFacts,
  labels: ReadonlyMap<string, string>,
  direction: Direction,
): Selected {
  const namespace = inNamespace(policy, workload.namespace);
  if (namespace === 'no' || policy.policyTypes?.has(direction) === false) return 'no';
  const match = matches(policy.podSelector, labels);
  // Unknown labels may match after all, or match what a requirement excludes.
  const sure = workload.labelsKnown || isEmpty(policy.podSelector);
  if (match === false && sure) return 'no';
  return match === true && sure && namespace === 'yes' && policy.policyTypes && !policy.object.partial
    ? 'yes'
    : 'maybe';
}

function inNamespace(policy: NetworkPolicy, namespace: string | undefined): Selected {
  if (!policy.object.namespaceKnown) return 'maybe';
  if (policy.namespace === namespace) return 'yes';
  return policy.namespace === undefined || namespace === undefined ? 'maybe' : 'no';
}

/** An unreadable selector in a template matches labels of its own release, so it selects only pods of its own chart. */
function isOfAnotherChart({ object, podSelector }: NetworkPolicy, path: string, workload: string): boolean {
  const chart = /^(?:.*?\/)?(?=templates\/)/.exec(path)?.[0];
  return object.partial && !podSelector.known && chart !== undefined && !workload.startsWith(chart);
}

/** Policies of other engines are not evaluated: a match counts as `maybe`. */
const maySelect = (
  { selectors }: ForeignPolicyFacts,
  { labelsKnown }: WorkloadFacts,
  labels: ReadonlyMap<string, string>,
): boolean => !selectors || !labelsKnown || selectors.some((s) => matches(s, labels) !== false);

/** Policies of other engines that are in the same namespace or cover the cluster. */
const mayReach = (policy: ForeignPolicyFacts, namespace: string | undefined): boolean =>
  policy.namespace === undefined || namespace === undefined || policy.namespace === namespace;
