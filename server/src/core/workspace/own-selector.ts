/** Finds labels that select the pods of a workload and no others. */

import { deploymentsOf } from './deployments.ts';
import { JOB_NAME, type WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { ANY_NAMESPACE, inNamespace } from './keys.ts';

export type Labels = readonly (readonly [string, string])[];

/**
 * Labels that select the pods of `workload` and none of the pods of `others`. `undefined` when there are none: the pods have no labels, or others
 * have the same.
 */
export function ownSelector(workload: WorkloadFacts, others: readonly WorkloadFacts[]): Labels | undefined {
  if (!workload.labelsKnown) return undefined;
  const rest = others.filter((other) => !isSameObject(other, workload)).map((other) => new Map(other.labels));
  const written = workload.labels.filter(([key]) => !OF_CONTROLLER.has(key));
  const jobs = workload.labels.filter(([key]) => key === JOB_NAME);
  return [written.filter(([key]) => IDENTIFYING.test(key)), written, jobs].find(
    (labels) => labels.length > 0 && !rest.some((pod) => labels.every(([key, value]) => pod.get(key) === value)),
  );
}

/**
 * The workloads whose pods a policy for those of `group` may select too: they are in the namespace, or are applied to the same one because their
 * files are deployed together.
 */
export function neighboursOf(
  namespace: string | undefined,
  group: readonly Located<WorkloadFacts>[],
  index: WorkspaceIndex,
): readonly Located<WorkloadFacts>[] {
  const isDeployedWith = deploymentsOf(index).withAny(group.map((w) => w.place.unit.path));
  const own = new Set(group);
  return [
    ...(namespace === undefined ? [] : index.of('workload', inNamespace(namespace))),
    ...index.of('workload', ANY_NAMESPACE).filter((other) => isDeployedWith(other.place.unit.path)),
  ].filter((other) => !own.has(other));
}

/** Variants of one object, for instance of two overlays. */
const isSameObject = (a: WorkloadFacts, b: WorkloadFacts): boolean =>
  a.name !== '' && a.name === b.name && a.type === b.type;

const OF_CONTROLLER: ReadonlySet<string> = new Set([JOB_NAME, 'job-name']);

/** Labels that identify the program rather than a release of it. */
const IDENTIFYING = /^(?:app|k8s-app|component|tier|role|name|app\.kubernetes\.io\/(?:name|instance|component))$/;
