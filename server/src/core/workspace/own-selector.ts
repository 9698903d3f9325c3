/** Finds labels that select the pods of a workload and no others. */

import type { Deployments } from './deployments.ts';
import { JOB_NAME } from './facts/controller-labels.ts';
import type { WorkloadFacts } from './facts/workload.ts';
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
 * More labels than those of `selector`, where these also select pods of other workloads of `group` and more labels select fewer. Programs often
 * share the name of their product (`app: shop`). A label of a release is not added: the next one would not be selected.
 */
export function narrowed(selector: Labels, workload: WorkloadFacts, group: LabelledPods): Labels {
  const more = workload.labels.filter(([key]) => !OF_CONTROLLER.has(key) && !OF_RELEASE.test(key));
  if (more.length <= selector.length) return selector;
  const others = (labels: Labels): number => group(labels).filter((one) => !isSameObject(one, workload)).length;
  return others(more) < others(selector) ? more : selector;
}

/** Those workloads of a group whose pods have all of some labels. */
export type LabelledPods = (labels: Labels) => readonly WorkloadFacts[];

export function labelledPods(group: readonly WorkloadFacts[]): LabelledPods {
  const byLabel = new Map<string, WorkloadFacts[]>();
  const keyOf = (label: Labels[number]): string => JSON.stringify(label);
  for (const one of group)
    for (const label of one.labels) {
      const same = byLabel.get(keyOf(label));
      if (same) same.push(one);
      else byLabel.set(keyOf(label), [one]);
    }
  return (labels) => {
    const lists = labels.map((label) => byLabel.get(keyOf(label)) ?? []);
    const [shortest] = lists.sort((a, b) => a.length - b.length);
    return (shortest ?? []).filter((one) => {
      const own = new Map(one.labels);
      return labels.every(([key, value]) => own.get(key) === value);
    });
  };
}

/**
 * Finds the workloads whose pods a policy for those of a group of the namespace may select too: they are in the namespace, or are applied to the
 * same one because their files are deployed together.
 */
export function neighboursIn(
  namespace: string | undefined,
  deployments: Deployments,
  index: WorkspaceIndex,
): (group: readonly Located<WorkloadFacts>[]) => readonly Located<WorkloadFacts>[] {
  const inside = namespace === undefined ? [] : index.of('workload', inNamespace(namespace));
  const anywhere = deployments.among(index.of('workload', ANY_NAMESPACE));
  return (group) => {
    const own = new Set(group);
    return [...inside, ...anywhere(group.map((w) => w.place.unit.path))].filter((other) => !own.has(other));
  };
}

/** Variants of one object, for instance of two overlays. */
const isSameObject = (a: WorkloadFacts, b: WorkloadFacts): boolean =>
  a.name !== '' && a.name === b.name && a.type === b.type;

const OF_CONTROLLER: ReadonlySet<string> = new Set([JOB_NAME, 'job-name']);

/** Labels that change with each release. */
const OF_RELEASE = /version|release|revision|chart|hash|heritage|managed-by|commit|build|track|color|date/i;

/** Labels that identify the program rather than a release of it. */
const IDENTIFYING = /^(?:app|k8s-app|component|tier|role|name|app\.kubernetes\.io\/(?:name|instance|component))$/;
