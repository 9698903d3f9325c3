import type { Place } from '../domain/unit.ts';
import { matches, type Selector } from '../kubernetes/selectors.ts';
import { deploymentsOf } from '../workspace/deployments.ts';
import { podLabelsOf, type WorkloadFacts } from '../workspace/facts/workload.ts';
import type { Located, WorkspaceIndex } from '../workspace/index.ts';
import { podsIn, podsNear } from '../workspace/keys.ts';

type Workloads = readonly Located<WorkloadFacts>[];

/** The workloads that may belong to a namespace, in one or more lists; `undefined`: it is chosen when the manifests are applied, so all of them. */
const listsNear = (namespace: string | undefined, index: WorkspaceIndex): readonly Workloads[] =>
  podsNear(namespace)?.map((key) => index.of('workload', key)) ?? [index.of('workload')];

/** The workloads that may belong to a namespace; `undefined` as in `selectsSome`. */
export const factsNear = (namespace: string | undefined, index: WorkspaceIndex): readonly WorkloadFacts[] =>
  listsNear(namespace, index).flatMap((list) => list.map(({ fact }) => fact));

/**
 * Whether the files show the pods of a policy's namespace: some workload belongs to it, or is deployed with the file at `path` and may belong to
 * it, and no chart or operator makes other pods there. `undefined` as in `selectsSome`.
 */
export function showsPodsNear(path: string, namespace: string | undefined, index: WorkspaceIndex): boolean {
  const exact = namespace === undefined ? [] : [podsIn(namespace)];
  if (exact.some((key) => index.of('made-pods', key).length > 0)) return false;
  if (exact.some((key) => index.of('workload', key).length > 0)) return true;
  const isWith = deploymentsOf(index).withAny([path]);
  const beside = (all: readonly { readonly place: Place }[]): boolean => all.some((one) => isWith(one.place.unit.path));
  const made = podsNear(namespace)?.flatMap((key) => index.of('made-pods', key)) ?? index.of('made-pods');
  return !beside(made) && listsNear(namespace, index).some(beside);
}

/**
 * Whether a selector may select the pods of a workload in a namespace; `undefined`: it is chosen when the manifests are applied, so those of
 * any. It selects none only where the labels of all are known and do not match.
 */
export const selectsSome = (namespace: string | undefined, selector: Selector, index: WorkspaceIndex): boolean =>
  listsNear(namespace, index).some((list) => candidates(list, selector).some(({ fact }) => maySelect(fact, selector)));

const maySelect = (workload: WorkloadFacts, selector: Selector): boolean =>
  !areLabelsKnown(workload) || matches(selector, podLabelsOf(workload)) !== false;

const areLabelsKnown = ({ partial, moreLabels, labelsKnown }: WorkloadFacts): boolean =>
  !partial && !moreLabels && labelsKnown;

interface ByLabel {
  /** The workloads with labels that are not known. */
  readonly open: Workloads;
  /** The others, by the key of each label whose value their controller sets. Every Deployment has one. */
  readonly openAt: ReadonlyMap<string, Workloads>;
  /** And by each label that is known. */
  readonly closed: ReadonlyMap<string, Workloads>;
}

/** The workloads that a selector may select: those of a required label are only compared with pods that have it. */
function candidates(all: Workloads, { requirements }: Selector): Workloads {
  const required = requirements.find(({ operator }) => operator === 'In');
  if (!required) return all;
  const { open, openAt, closed } = byLabelOf(all);
  const having = required.values.flatMap((value) => closed.get(label(required.key, value)) ?? []);
  return [...open, ...(openAt.get(required.key) ?? []), ...having];
}

/** A list of the index never changes. Every Service and policy of a namespace asks for the same one. */
const known = new WeakMap<Workloads, ByLabel>();

function byLabelOf(all: Workloads): ByLabel {
  const before = known.get(all);
  if (before) return before;
  const open: Located<WorkloadFacts>[] = [];
  const openAt = new Map<string, Located<WorkloadFacts>[]>();
  const closed = new Map<string, Located<WorkloadFacts>[]>();
  for (const one of all) {
    if (!areLabelsKnown(one.fact)) {
      open.push(one);
      continue;
    }
    for (const [key] of one.fact.openLabels) push(openAt, key, one);
    for (const [key, value] of one.fact.labels) push(closed, label(key, value), one);
  }
  known.set(all, { open, openAt, closed });
  return { open, openAt, closed };
}

function push(groups: Map<string, Located<WorkloadFacts>[]>, key: string, one: Located<WorkloadFacts>): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

const label = (key: string, value: string): string => `${key}=${value}`;
