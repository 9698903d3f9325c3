/** The pods that NetworkPolicies select, across files. Source: Kubernetes documentation, "Network Policies"; networking/v1 `types.go`. */

import type { PolicyFacts } from '../kubernetes/kinds/network-policy.ts';
import type { Direction, NetworkPolicy } from '../kubernetes/network-policy.ts';
import { isEmpty, matches, type PodLabels } from '../kubernetes/selectors.ts';
import { chartOf } from './deployments.ts';
import { CONTROLLER_KEYS } from './facts/controller-labels.ts';
import type { FactOf } from './facts/facts.ts';
import type { ForeignPolicyFacts } from './facts/foreign-policy.ts';
import { podLabelsOf, type WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { ANY_NAMESPACE, inNamespace } from './keys.ts';
import { type PolicyUse, type Scope, scopeOf, usesPolicies } from './policy-scope.ts';

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
  readonly usesPolicies: (workloads: readonly Located<WorkloadFacts>[]) => PolicyUse;
}

/** The workloads of a namespace that a policy could select, and the policies that do. */
export function isolationOf(namespace: string | undefined, index: WorkspaceIndex): NamespaceIsolation {
  const near = <K extends 'policy' | 'foreign-policy'>(kind: K): readonly Located<FactOf<K>>[] =>
    namespace === undefined
      ? index.of(kind)
      : [...index.of(kind, inNamespace(namespace)), ...index.of(kind, ANY_NAMESPACE)];
  const policies = near('policy');
  const foreign = near('foreign-policy');
  const candidates = byLabel(policies);
  const candidatesFor = ({ fact }: Located<WorkloadFacts>): readonly Located<PolicyFacts>[] =>
    fact.labelsKnown && !fact.moreLabels ? candidates(new Map(fact.labels)) : policies;
  const scope = scopeOf(namespace, policies, candidatesFor, index);
  return {
    namespace,
    usesPolicies: usesPolicies(namespace, [...policies, ...foreign], index),
    workloads: index
      .of('workload', inNamespace(namespace))
      .filter((workload) => workload.fact.inCluster)
      .map((workload) => {
        const some = candidatesFor(workload);
        return {
          workload,
          ingress: selected(workload, 'ingress', some, foreign, scope),
          egress: selected(workload, 'egress', some, foreign, scope),
        };
      }),
  };
}

/** The policies that may select pods with some labels: those of a required label are only compared with pods that have it. */
function byLabel(
  policies: readonly Located<PolicyFacts>[],
): (labels: ReadonlyMap<string, string>) => readonly Located<PolicyFacts>[] {
  const others: Located<PolicyFacts>[] = [];
  const groups = new Map<string, Located<PolicyFacts>[]>();
  for (const policy of policies) {
    const required = policy.fact.policy.podSelector.requirements.find(
      (r) => r.operator === 'In' && r.values.length === 1 && !CONTROLLER_KEYS.has(r.key),
    );
    const key = required && label(required.key, required.values[0]!);
    const group = key === undefined ? others : groups.get(key);
    if (group) group.push(policy);
    else if (key !== undefined) groups.set(key, [policy]);
  }
  return (labels) => [...others, ...[...labels].flatMap(([key, value]) => groups.get(label(key, value)) ?? [])];
}

const label = (key: string, value: string): string => `${key}=${value}`;

function selected(
  workload: Located<WorkloadFacts>,
  direction: Direction,
  policies: readonly Located<PolicyFacts>[],
  foreign: readonly Located<ForeignPolicyFacts>[],
  scope: Scope,
): Selected {
  const labels = podLabelsOf(workload.fact);
  let best: Selected = foreign.some((p) => maySelect(p.fact, workload.fact, labels)) ? 'maybe' : 'no';
  for (const policy of policies) {
    if (isOfAnotherChart(policy.fact.policy, policy.place.unit.path, workload.place.unit.path)) continue;
    const one = selects(policy.fact, workload.fact, labels, direction);
    const meant = one === 'no' ? 'no' : scope(policy, workload);
    if (one === 'yes' && meant === 'yes') return 'yes';
    if (meant !== 'no') best = 'maybe';
  }
  return best;
}

function selects({ policy }: PolicyFacts, workload: WorkloadFacts, labels: PodLabels, direction: Direction): Selected {
  const namespace = belongsTo(policy, workload.namespace);
  if (namespace === 'no' || policy.policyTypes?.has(direction) === false) return 'no';
  const match = matches(policy.podSelector, labels);
  // Unknown labels may match after all, or match what a requirement excludes.
  const sure = workload.labelsKnown || isEmpty(policy.podSelector);
  if (match === false && sure) return 'no';
  return match === true && sure && namespace === 'yes' && policy.policyTypes && !policy.object.partial
    ? 'yes'
    : 'maybe';
}

function belongsTo(policy: NetworkPolicy, namespace: string | undefined): Selected {
  if (!policy.object.namespaceKnown) return 'maybe';
  if (policy.namespace === namespace) return 'yes';
  return policy.namespace === undefined || namespace === undefined ? 'maybe' : 'no';
}

/** An unreadable selector in a template matches labels of its own release, so it selects only pods of its own chart. */
function isOfAnotherChart({ object, podSelector }: NetworkPolicy, path: string, workload: string): boolean {
  const chart = chartOf(path);
  return object.partial && !podSelector.known && chart !== undefined && chartOf(workload) !== chart;
}

/** Policies of other engines are not evaluated: a match counts as `maybe`. */
const maySelect = ({ selectors }: ForeignPolicyFacts, { labelsKnown }: WorkloadFacts, labels: PodLabels): boolean =>
  !selectors || !labelsKnown || selectors.some((s) => matches(s, labels) !== false);
