/** Decides which workloads a drafted policy file covers. */

import { deploymentsOf } from '../workspace/deployments.ts';
import type { WorkloadFacts } from '../workspace/facts/workload.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { IsolatedWorkload } from '../workspace/isolation.ts';
import { labelledPods, narrowed, neighboursIn, ownSelector } from '../workspace/own-selector.ts';
import { isSystemNamespace } from '../workspace/system-namespace.ts';
import type { Drafted } from './network-policies.ts';

/** Workloads of one namespace and one deployment that one finding is about. */
export interface Together {
  /** At least one. */
  readonly all: readonly IsolatedWorkload[];
  /** The drafts, one a workload; or why there are none. */
  readonly drafts: readonly Drafted[] | 'of the system' | 'no own labels';
}

/**
 * The workloads `bare` of a namespace, by deployment. Those that no selector tells from other pods come last in each, and have no draft.
 * Nothing is drafted in a namespace of the system: its pods serve the whole cluster.
 */
export function togetherIn(
  namespace: string | undefined,
  bare: readonly IsolatedWorkload[],
  index: WorkspaceIndex,
): Together[] {
  if (bare.length === 0) return [];
  const deployments = deploymentsOf(index);
  const neighbours = neighboursIn(namespace, deployments, index);
  const groups = new Map<string, IsolatedWorkload[]>();
  for (const one of bare) {
    const name = deployments.nameOf(one.workload.place.unit.path);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()].flatMap((group): Together[] => {
    if (isSystemNamespace(namespace)) return [{ all: group, drafts: 'of the system' }];
    const drafts = draftsOf(
      group,
      neighbours(group.map((one) => one.workload)).map((other) => other.fact),
    );
    const all = group.filter((one) => drafts.has(one));
    const rest = group.filter((one) => !drafts.has(one));
    return [
      ...(all.length > 0 ? [{ all, drafts: [...drafts.values()] }] : []),
      ...(rest.length > 0 ? [{ all: rest, drafts: 'no own labels' as const }] : []),
    ];
  });
}

/** The drafts for workloads of one deployment. One that is left out must not be selected by the others. */
function draftsOf(
  group: readonly IsolatedWorkload[],
  neighbours: readonly WorkloadFacts[],
): Map<IsolatedWorkload, Drafted> {
  const inGroup = labelledPods(group.map((one) => one.workload.fact));
  let covered = group;
  for (;;) {
    const about = new Set(covered);
    const leftOut = group.filter((one) => !about.has(one)).map((one) => one.workload.fact);
    const drafts = new Map<IsolatedWorkload, Drafted>();
    for (const one of covered) {
      const selector = ownSelector(one.workload.fact, [...neighbours, ...leftOut]);
      if (!selector) continue;
      const { fact, place } = one.workload;
      drafts.set(one, { workload: fact, path: place.unit.path, selector: narrowed(selector, fact, inGroup) });
    }
    if (drafts.size === covered.length) return drafts;
    covered = [...drafts.keys()];
  }
}
