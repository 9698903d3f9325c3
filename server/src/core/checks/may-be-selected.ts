import { matches, type Selector } from '../kubernetes/selectors.ts';
import { podLabelsOf, type WorkloadFacts } from '../workspace/facts/workload.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { podsNear } from '../workspace/keys.ts';

/** The workloads that may belong to a namespace; `undefined`: it is chosen when the manifests are applied, so all of them. */
export const workloadsNear = (
  namespace: string | undefined,
  index: WorkspaceIndex,
): readonly Located<WorkloadFacts>[] =>
  podsNear(namespace)?.flatMap((key) => index.of('workload', key)) ?? index.of('workload');

/** Whether a selector may select the pods of a workload: false only where their labels are known and do not match. */
export const mayBeSelected = (workload: WorkloadFacts, selector: Selector): boolean =>
  workload.partial ||
  workload.moreLabels ||
  !workload.labelsKnown ||
  matches(selector, podLabelsOf(workload)) !== false;
