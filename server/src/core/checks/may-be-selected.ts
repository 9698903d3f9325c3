import { matches, type Selector } from '../kubernetes/selectors.ts';
import { podLabelsOf, type WorkloadFacts } from '../workspace/facts/workload.ts';

/** Whether a selector may select the pods of a workload: false only where their labels are known and do not match. */
export const mayBeSelected = (workload: WorkloadFacts, selector: Selector): boolean =>
  workload.partial ||
  workload.moreLabels ||
  !workload.labelsKnown ||
  matches(selector, podLabelsOf(workload)) !== false;
