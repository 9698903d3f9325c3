/**
 * The facts of a unit that other files need: small plain values. Comparing them decides whether to check the rest of the workspace
 * again. Nodes and models do not belong here; spans may, and are ignored in the comparison. A Kubernetes kind with a file in
 * `kubernetes/kinds` defines its facts there.
 */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Unit } from '../../domain/unit.ts';
import { type KindFacts, kindFacts } from '../../kubernetes/kind/typed-object.ts';
import { type BakeTargetFacts, bakeFacts } from './bake.ts';
import { type ComposeReadsFacts, type ComposeVariableFacts, composeFacts, type ServiceFacts } from './compose.ts';
import { type ConfigMapFacts, configMapFacts } from './config-map.ts';
import { type DockerfileFacts, dockerfileFacts } from './dockerfile.ts';
import { type ForeignPolicyFacts, foreignPolicyFacts } from './foreign-policy.ts';
import { type KustomizationFacts, kustomizationFacts } from './kustomization.ts';
import { type MadePodsFacts, madePodsFacts } from './made-pods.ts';
import { type MadeServiceFacts, madeServiceFacts } from './made-service.ts';
import { type MonitorFacts, monitorFacts } from './monitor.ts';
import { type SecretFacts, secretFacts } from './secret.ts';
import { type SecretValueFacts, secretValueFacts } from './secret-value.ts';
import { type ServiceReferenceFacts, serviceReferences } from './service-reference.ts';
import { type WorkloadFacts, workloadFacts } from './workload.ts';

export type Fact =
  | DockerfileFacts
  | ServiceFacts
  | BakeTargetFacts
  | ComposeVariableFacts
  | ComposeReadsFacts
  | WorkloadFacts
  | ForeignPolicyFacts
  | SecretFacts
  | SecretValueFacts
  | ConfigMapFacts
  | KustomizationFacts
  | MonitorFacts
  | MadePodsFacts
  | MadeServiceFacts
  | ServiceReferenceFacts
  | KindFacts;

/** The facts of one kind. */
export type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** The facts of a unit, each kind in source order. */
export const factsOf = (unit: Unit): Fact[] => [...modelFacts(unit), ...secretValueFacts(unit)];

function modelFacts(unit: Unit): Fact[] {
  // Nothing names a Dockerfile inside a Compose file by its path.
  if (unit.kind === 'dockerfile') return unit.indent === undefined ? [dockerfileFacts(unit)] : [];
  if (unit.kind === 'compose') return composeFacts(unit);
  if (unit.kind === 'settings' && unit.of === 'kustomization') return [kustomizationFacts(unit)];
  if (unit.kind === 'settings' && unit.of === 'bake') return bakeFacts(unit);
  if (unit.kind === 'kubernetes') return unit.kubernetes.objects.flatMap((object) => objectFacts(object));
  return [];
}

function objectFacts(object: KubernetesObject): Fact[] {
  const single = [
    ...[workloadFacts(object), foreignPolicyFacts(object), secretFacts(object), monitorFacts(object)],
    madePodsFacts(object),
  ];
  return [
    ...single.filter((fact) => fact !== undefined),
    ...kindFacts(object),
    ...configMapFacts(object),
    ...serviceReferences(object),
    ...madeServiceFacts(object),
  ];
}
