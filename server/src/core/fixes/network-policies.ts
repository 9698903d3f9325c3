/** Drafts NetworkPolicies for workloads from what the workspace declares about their connections. */

import type { Fix } from '../rule/rule.ts';
import { posix } from '../text/paths.ts';
import { whyCallsApiServer } from '../workspace/calls-api-server.ts';
import { declaredEgress, hidesCallees } from '../workspace/declared-egress.ts';
import { ingressOfAll } from '../workspace/declared-ingress.ts';
import { chartOf, deploymentsOf } from '../workspace/deployments.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import { meshFlows } from '../workspace/mesh-flows.ts';
import type { PlacedWorkload } from '../workspace/nearest.ts';
import type { Labels } from '../workspace/own-selector.ts';
import { writes } from './effect.ts';
import { fix } from './fix.ts';
import { kustomizationEntry } from './kustomization-entry.ts';
import { licenceHeader } from './licence-header.ts';
import {
  apiServerRule,
  CLUSTER_DNS,
  type Direction,
  document,
  egressRule,
  ingressRule,
  introduction,
  listed,
  OPENSHIFT_DNS,
  OWN_NAMESPACE,
  peersRule,
  proxyEgressRule,
  proxyIngressRule,
} from './network-policy-text.ts';

/** A workload and the labels that select its pods alone. */
export interface Drafted extends PlacedWorkload {
  readonly selector: Labels;
}

/**
 * The fixes for workloads of one namespace and deployment. Policies for incoming connections come first: they break no program that calls another
 * one, and nobody can list from files what a program calls. Those for both directions are offered for databases, caches and brokers only, which call none but each other,
 * and not where a Secret or a file that is not here says what they call.
 */
export function draftFixes(index: WorkspaceIndex, namespace: string | undefined, drafts: readonly Drafted[]): Fix[] {
  const paths = drafts.map((one) => one.path);
  const file = policyFile(index, paths);
  // Asked again when the fix is applied: the kustomization may have changed.
  const entry = () => kustomizationEntry(index, file, paths);
  const first = entry();
  const isVisible = drafts.every(({ workload }) => workload.onlyAnswers && !hidesCallees(workload, index));
  return (isVisible ? (['ingress', 'both'] as const) : (['ingress'] as const)).map((directions) =>
    fix(
      `Draft policies for ${directions === 'both' ? 'both directions' : 'incoming connections'} in \`${file}\``,
      'review',
      () => [
        {
          file,
          text: draftPolicies(index, namespace, drafts, file, directions),
          ifExists: 'skip',
        },
        ...(entry()?.changes ?? []),
      ],
      [writes(file), ...(first?.effects ?? [])],
      [
        ...remainingSteps(index, drafts, directions),
        ...(first?.changes.length === 0 ? ['name the file under `resources` in the kustomization beside it'] : []),
        ...(first || chartOf(file) !== undefined
          ? []
          : ['apply it with the others: add its name where a script or a tool lists them']),
      ],
    ),
  );
}

/** A path for a new file that is deployed with the files at `paths`, which are of one deployment. No file has it yet. Scripts often apply `*.yml` alone. */
function policyFile(index: WorkspaceIndex, paths: readonly string[]): string {
  const folder = deploymentsOf(index).folderFor(paths);
  const ending = paths.every((path) => path.endsWith('.yml')) ? 'yml' : 'yaml';
  for (let n = 1; ; n++) {
    const free = posix.join(folder, `network-policies${n === 1 ? '' : `-${n}`}.${ending}`);
    if (index.text(free) === undefined) return free;
  }
}

/** The directions that a draft restricts. Policies for incoming connections alone break no program that calls another one. */
type Directions = 'ingress' | 'both';

const TYPES: Readonly<Record<Directions, readonly Direction[]>> = { ingress: ['Ingress'], both: ['Ingress', 'Egress'] };

/**
 * The text of a new policy file at `path` that isolates the pods of some workloads of one namespace. A policy selects the pods of one
 * workload and no others, so that pods that are not known here keep their connections. What the workspace declares stays allowed.
 */
function draftPolicies(
  index: WorkspaceIndex,
  namespace: string | undefined,
  all: readonly Drafted[],
  path: string,
  directions: Directions,
): string {
  const onOpenshift = isOnOpenshift(index, [path, ...all.map((one) => one.path)]);
  const names = new Set(
    index
      .of('policy')
      .filter(({ fact: { policy } }) => policy.namespace === undefined || policy.namespace === namespace)
      .map((p) => p.fact.policy.object.name),
  );
  const name = (wanted: string): string => {
    let free = wanted;
    for (let n = 2; names.has(free); n++) free = `${wanted}-${n}`;
    names.add(free);
    return free;
  };
  const groups = new Map<string, [Drafted, ...Drafted[]]>();
  for (const one of all) {
    const key = JSON.stringify(one.selector);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const documents = [...groups.values()].map((same) => {
    const [{ workload, selector }] = same;
    const ingress = ingressOfAll(same, index);
    const meshes = meshFlows(same, index);
    const callers = ingress.flatMap(({ namespaces }) => namespaces);
    const rules = [
      ...ingress.map(ingressRule),
      ...(same.some((one) => one.workload.type === 'StatefulSet') ? [peersRule(selector)] : []),
      ...meshes.map((mesh) => proxyIngressRule(mesh, callers)),
    ];
    return document(
      name(`isolate-${workload.name || workload.type.toLowerCase()}`),
      namespace,
      selector,
      TYPES[directions],
      [
        ...(rules.length > 0 ? ['  ingress:\n', ...rules] : []),
        ...(directions === 'both' ? egressRules(same, onOpenshift, index) : []),
      ],
    );
  });
  const header = all.map((one) => licenceHeader(index.text(one.path) ?? '')).find((text) => text !== '') ?? '';
  // Scripts put files together (`cat *.yaml | kubectl apply -f -`): without a mark the first policy would be a part of the document before it.
  return [header, '---\n', introduction(TYPES[directions]), documents.join('---\n')].join('');
}

function egressRules(same: readonly Drafted[], onOpenshift: boolean, index: WorkspaceIndex): string[] {
  const calls = same.map((one) => whyCallsApiServer(one.workload, index)).find((why) => why !== undefined);
  const outside = same.flatMap((one) => declaredEgress(one.workload, index).rules).map(egressRule);
  return [
    '  egress:\n',
    ...(onOpenshift ? [OPENSHIFT_DNS] : []),
    ...(same.every((one) => one.workload.platform === 'openshift') ? [] : [CLUSTER_DNS]),
    ...(calls === undefined ? [] : [apiServerRule(calls)]),
    ...new Set(outside),
    ...meshFlows(same, index).map(proxyEgressRule),
    OWN_NAMESPACE,
  ];
}

/** The connections that a person has to allow after policies were drafted. */
function remainingSteps(index: WorkspaceIndex, drafts: readonly Drafted[], directions: Directions): string[] {
  return [
    ...(directions === 'ingress'
      ? [
          'add callers from other namespaces and from outside of the cluster that no file names: they are blocked until the file allows them. Outgoing connections stay open',
        ]
      : [
          'add callers from other namespaces and from outside of the cluster that no file names, and the connections that the pods open to other namespaces and outside of the cluster: they are blocked until the file allows them',
          ...unknownPorts(index, drafts),
        ]),
  ];
}

function unknownPorts(index: WorkspaceIndex, drafts: readonly Drafted[]): string[] {
  const unknown = [...new Set(drafts.flatMap((one) => declaredEgress(one.workload, index).unknown))].sort();
  return unknown.length > 0 ? [`add the ports of ${listed(unknown)}, which the pods name without a port`] : [];
}

/**
 * Whether the files at `paths` are for OpenShift, too: a folder is called so, or files that are deployed with them hold an object of OpenShift.
 * The others may be meant for any cluster.
 */
function isOnOpenshift(index: WorkspaceIndex, paths: readonly string[]): boolean {
  if (paths.some((path) => /(?:^|\/)(?:openshift|okd)\//i.test(path))) return true;
  const isNear = deploymentsOf(index).withAny(paths);
  return [
    ...index.of('workload').filter(({ fact }) => fact.platform === 'openshift'),
    ...index.of('service-reference').filter(({ fact }) => fact.type === 'Route'),
  ].some(({ place }) => isNear(place.unit.path));
}
