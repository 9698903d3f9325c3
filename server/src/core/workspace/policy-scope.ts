/**
 * Decides which deployments a policy is about where the policy or the pods have no namespace. A policy is applied with the files beside it, so it
 * says nothing about pods of other deployments, even if its selector matches their labels.
 */

import type { PolicyFacts } from '../kubernetes/kinds/network-policy.ts';
import { matches, type PodLabels } from '../kubernetes/selectors.ts';
import { posix, sharedFolders } from '../text/paths.ts';
import { type Deployments, deploymentsOf } from './deployments.ts';
import type { ForeignPolicyFacts } from './facts/foreign-policy.ts';
import { podLabelsOf, type WorkloadFacts } from './facts/workload.ts';
import type { Located, WorkspaceIndex } from './index.ts';
import { inFolder, inNamespace, mayBeSame } from './keys.ts';

type Policy = Located<PolicyFacts | ForeignPolicyFacts>;

/** Whether a policy is about the deployment of a workload, whatever it selects there. */
export type Scope = (policy: Located<PolicyFacts>, workload: Located<WorkloadFacts>) => 'yes' | 'no' | 'maybe';

/** The scope of `policies` for the workloads of a namespace. `candidates`: those of `policies` whose selector may match a workload. */
export function scopeOf(
  namespace: string | undefined,
  policies: readonly Located<PolicyFacts>[],
  candidates: (workload: Located<WorkloadFacts>) => readonly Located<PolicyFacts>[],
  index: WorkspaceIndex,
): Scope {
  const isScoped = (policy: Policy): boolean => namespace === undefined || hasNoNamespace(policy);
  if (!policies.some(isScoped)) return () => 'yes';
  const deployments = deploymentsOf(index);
  const nearest = new Map<Policy, number>();
  const others = namespace === undefined ? new Set(policies.map(namespaceOf)) : [namespace];
  for (const workload of workloadsNear(others, index)) {
    const labels = podLabelsOf(workload.fact);
    for (const policy of candidates(workload)) {
      if (!isScoped(policy) || !mayMatch(policy, workload, labels)) continue;
      const distance = distanceOf(policy, workload, deployments);
      nearest.set(policy, Math.min(distance, nearest.get(policy) ?? distance));
    }
  }
  return (policy, workload) => {
    if (!isScoped(policy)) return 'yes';
    const distance = distanceOf(policy, workload, deployments);
    if (distance <= (nearest.get(policy) ?? distance)) return 'yes';
    // A folder may be applied with the folders below it.
    return isBelow(workload.place.unit.path, posix.dirname(policy.place.unit.path)) ? 'maybe' : 'no';
  };
}

/**
 * Where workloads have policies of any kind: in the files that are deployed with them or in a folder of policies alone that is not nearer to
 * others, or only elsewhere in the workspace for their namespace.
 */
export type PolicyUse = 'deployment' | 'namespace' | 'none';

/**
 * Where the workloads of a namespace have policies. `near`: the policies that may be of the namespace.
 */
export function usesPolicies(
  namespace: string | undefined,
  near: readonly Policy[],
  index: WorkspaceIndex,
): (workloads: readonly Located<WorkloadFacts>[]) => PolicyUse {
  const deployments = deploymentsOf(index);
  let known: ReadonlySet<string> | undefined;
  /** The folders that policies alone are about: the nearest above each that has workloads below it. */
  const governed = (): ReadonlySet<string> => {
    if (known) return known;
    const alone = onePerFolder(near.filter(hasNoNamespace));
    const pods = onePerFolder(alone.length > 0 ? workloadsNear([namespace], index) : []);
    const isWithPods = deployments.withAny(pods);
    const withPods = new Set(pods.flatMap(foldersAbove));
    known = new Set(
      alone
        .filter((path) => !isWithPods(path))
        .flatMap((path) => foldersAbove(path).find((folder) => withPods.has(folder)) ?? []),
    );
    return known;
  };
  const holdsPolicies = (folder: string): boolean =>
    index.of('policy', inFolder(folder)).length > 0 || index.of('foreign-policy', inFolder(folder)).length > 0;
  const isForNamespace = namespace !== undefined && near.some((p) => namespaceOf(p) === namespace);
  return (workloads) =>
    onePerFolder(workloads).some(
      (own) =>
        foldersAbove(own).some((folder) => governed().has(folder)) ||
        [...deployments.foldersWith(own)].some(holdsPolicies),
    )
      ? 'deployment'
      : isForNamespace
        ? 'namespace'
        : 'none';
}

/** The path of one file in each folder. */
const onePerFolder = (all: readonly Located<WorkloadFacts | Policy['fact']>[]): string[] => [
  ...new Map(all.map(({ place: { unit } }) => [posix.dirname(unit.path), unit.path])).values(),
];

const namespaceOf = ({ fact }: Policy): string | undefined =>
  fact.kind === 'policy' ? fact.policy.namespace : fact.namespace;

const hasNoNamespace = (policy: Policy): boolean =>
  namespaceOf(policy) === undefined && (policy.fact.kind !== 'policy' || policy.fact.policy.object.namespaceKnown);

/** The workloads of some namespaces, and those that may be applied to them. */
const workloadsNear = (
  namespaces: Iterable<string | undefined>,
  index: WorkspaceIndex,
): readonly Located<WorkloadFacts>[] =>
  [...new Set([undefined, ...namespaces])].flatMap((namespace) => index.of('workload', inNamespace(namespace)));

const mayMatch = (
  { fact }: Located<PolicyFacts>,
  { fact: workload }: Located<WorkloadFacts>,
  labels: PodLabels,
): boolean =>
  mayBeSame(fact.policy.namespace, workload.namespace) &&
  !(workload.labelsKnown && matches(fact.policy.podSelector, labels) === false);

/** 0 if they are deployed together; else the smaller, the more folders they share. */
const distanceOf = (policy: Policy, workload: Located<WorkloadFacts>, deployments: Deployments): number => {
  const [a, b] = [policy.place.unit.path, workload.place.unit.path];
  return deployments.together(a, b) ? 0 : 1 / (1 + sharedFolders(a, b));
};

/** The folders that contain a file, the innermost first, with the root ('') last. */
function foldersAbove(path: string): string[] {
  const out: string[] = [];
  for (let folder = posix.dirname(path); folder !== ''; folder = posix.dirname(folder)) out.push(folder);
  return [...out, ''];
}

const isBelow = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);
