/** Names of objects as Kustomize compares them. Source: `sigs.k8s.io/kustomize/kyaml/resid`. */

import type { SourceDocument } from '../../merged/placed.ts';
import { textAt } from '../../merged/tree.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';

export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** '' when none is written. */
  readonly namespace: string;
}

/** Kinds without a namespace, of the groups that Kubernetes defines. Any other kind counts as one with a namespace. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(
  `APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ComponentStatus CustomResourceDefinition
  FlowSchema IngressClass MutatingWebhookConfiguration Namespace Node PersistentVolume PodSecurityPolicy PriorityClass PriorityLevelConfiguration
  RuntimeClass SelfSubjectAccessReview SelfSubjectRulesReview StorageClass SubjectAccessReview TokenReview ValidatingAdmissionPolicy
  ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment`.split(/\s+/),
);

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);

/** Whether Kubernetes itself defines the group. Groups of projects end in `x-k8s.io`, and in `sigs.k8s.io`. */
export const isBuiltInGroup = (group: string): boolean =>
  BUILT_IN_GROUPS.has(group) || /^[a-z]+(?:\.(?:authorization|admission))?\.k8s\.io$/.test(group);

export const isClusterWide = ({ group, kind }: Pick<Identity, 'group' | 'kind'>): boolean =>
  isBuiltInGroup(group) && CLUSTER_WIDE.has(kind);

/** `apps/v1` is group `apps` and version `v1`; `v1` has no group. */
export function versionOf(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export const identityOf = (root: YamlNode): Identity => ({
  ...versionOf(textAt(root, 'apiVersion')),
  kind: textAt(root, 'kind'),
  name: textAt(root, 'metadata', 'name'),
  namespace: textAt(root, 'metadata', 'namespace'),
});

const effectiveNamespace = (id: Identity): string => (isClusterWide(id) ? '' : id.namespace || 'default');

export const isSame = (a: Identity, b: Identity): boolean =>
  a.kind === b.kind &&
  a.group === b.group &&
  a.version === b.version &&
  a.name === b.name &&
  effectiveNamespace(a) === effectiveNamespace(b);

export { effectiveNamespace };

/** An object of the result while it is made. */
export interface Resource {
  root: YamlMap;
  /** The names that it had, the first one first; without its present one. */
  readonly before: Identity[];
  /** A generator made it: its name gets a hash of its content at the end. */
  needsHash: boolean;
  /** Some kustomization changed more of it than names and labels. */
  changed: boolean;
  /** The document that it is written in, and its root as written; `undefined` if a generator made it. */
  readonly source: { readonly document: SourceDocument; readonly root: YamlMap } | undefined;
}

/** All names of an object, the original one first. */
export const identitiesOf = ({ before, root }: Resource): readonly Identity[] => [...before, identityOf(root)];

/** Keeps the present name as a former one, before a change of it. */
export function keepIdentity(resource: Resource): void {
  const now = identityOf(resource.root);
  if (!resource.before.some((id) => isSame(id, now) && id.namespace === now.namespace)) resource.before.push(now);
}
