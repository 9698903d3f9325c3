/** Finds labels that select the pods of a workload and no others. */

import { posix } from '../text/paths.ts';
import { JOB_NAME, type WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { ANY_NAMESPACE, inNamespace } from './keys.ts';

export type Labels = readonly (readonly [string, string])[];

/**
 * The folder of the files that are deployed together with the file at `path`: of its chart, else its own. A kustomization lists the files
 * of its folder.
 */
export const deployedWith = (path: string): string =>
  /^(?:.*?\/)?(?=templates\/)/.exec(path)?.[0] ?? posix.dirname(path);

/**
 * Labels that select the pods of `workload` and none of the other pods of its namespace, as far as the workspace shows them. `about`: the
 * workloads that may be selected together with it. `undefined` when there are none: the pods have no labels, or others have the same.
 */
export function ownSelector(
  workload: Located<WorkloadFacts>,
  about: ReadonlySet<Located<WorkloadFacts>>,
  index: WorkspaceIndex,
): Labels | undefined {
  const { fact, place } = workload;
  if (!fact.labelsKnown) return undefined;
  const folder = deployedWith(place.unit.path);
  const isElsewhere = (other: Located<WorkloadFacts>): boolean => deployedWith(other.place.unit.path) !== folder;
  const others = [
    ...(fact.namespace === undefined ? [] : index.of('workload', inNamespace(fact.namespace))),
    // Files without a namespace go where their folder goes.
    ...index.of('workload', ANY_NAMESPACE).filter((other) => !isElsewhere(other)),
  ].filter((other) => !about.has(other) && !isSameObject(other.fact, fact));
  const rest = others.map((other) => new Map(other.fact.labels));
  const written = fact.labels.filter(([key]) => !OF_CONTROLLER.has(key));
  const jobs = fact.labels.filter(([key]) => key === JOB_NAME);
  return [written.filter(([key]) => IDENTIFYING.test(key)), written, jobs].find(
    (labels) => labels.length > 0 && !rest.some((pod) => labels.every(([key, value]) => pod.get(key) === value)),
  );
}

/** Variants of one object, for instance of two overlays. */
const isSameObject = (a: WorkloadFacts, b: WorkloadFacts): boolean =>
  a.name !== '' && a.name === b.name && a.type === b.type;

const OF_CONTROLLER: ReadonlySet<string> = new Set([JOB_NAME, 'job-name']);

/** Labels that identify the program rather than a release of it. */
const IDENTIFYING = /^(?:app|k8s-app|component|tier|role|name|app\.kubernetes\.io\/(?:name|instance|component))$/;
