/** Decides which workloads a drafted policy file covers. */

import type { WorkloadFacts } from '../workspace/facts/workload.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import type { IsolatedWorkload } from '../workspace/isolation.ts';
import { deployedWith, ownSelector } from '../workspace/own-selector.ts';
import { isSystemNamespace } from '../workspace/system-namespace.ts';
import type { Drafted } from './network-policies.ts';

/** Workloads of one namespace that one finding is about. */
export interface Together {
  /** At least one. */
  readonly all: readonly IsolatedWorkload[];
  /** The drafts, one a workload; or why there are none. */
  readonly drafts: readonly Drafted[] | 'of the system' | 'no own labels';
}

/**
 * The workloads `bare` of a namespace, by the folder that they are deployed from. Those that no selector tells from other pods come last,
 * and have no draft. Nothing is drafted in a namespace of the system: its pods serve the whole cluster.
 */
export function togetherIn(
  namespace: string | undefined,
  bare: readonly IsolatedWorkload[],
  index: WorkspaceIndex,
): Together[] {
  if (bare.length === 0) return [];
  if (isSystemNamespace(namespace)) return [{ all: bare, drafts: 'of the system' }];
  const folders = new Map<string, IsolatedWorkload[]>();
  for (const one of bare) {
    const folder = deployedWith(one.workload.place.unit.path);
    const group = folders.get(folder);
    if (group) group.push(one);
    else folders.set(folder, [one]);
  }
  const out: Together[] = [];
  const drafted = new Set<IsolatedWorkload>();
  for (const group of folders.values()) {
    const drafts = draftsOf(group, index);
    const all = group.filter((one) => drafts.has(one));
    for (const one of all) drafted.add(one);
    if (all.length > 0) out.push({ all, drafts: [...drafts.values()] });
  }
  const rest = bare.filter((one) => !drafted.has(one));
  return rest.length > 0 ? [...out, { all: rest, drafts: 'no own labels' }] : out;
}

/** The drafts for workloads of one folder. One that is left out must not be selected by the others. */
function draftsOf(group: readonly IsolatedWorkload[], index: WorkspaceIndex): Map<IsolatedWorkload, Drafted> {
  let covered = group;
  for (;;) {
    const about = new Set<Located<WorkloadFacts>>(covered.map((one) => one.workload));
    const drafts = new Map<IsolatedWorkload, Drafted>();
    for (const one of covered) {
      const selector = ownSelector(one.workload, about, index);
      if (selector) drafts.set(one, { workload: one.workload.fact, selector });
    }
    if (drafts.size === covered.length) return drafts;
    covered = [...drafts.keys()];
  }
}
