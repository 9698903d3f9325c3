/**
 * What other files need to know of a unit: small plain values, compared to decide whether the rest of the workspace must be judged again.
 * No nodes and no models here; spans are allowed, they do not count in the comparison. A Kubernetes kind that has a file in
 * `kubernetes/kinds` gives its own facts there.
 */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Unit } from '../../domain/unit.ts';
import { type KindFacts, kindFacts } from '../../kubernetes/kind/typed-object.ts';
import { composeFacts, type ServiceFacts } from './compose.ts';
import { type ConfigMapFacts, configMapFacts } from './config-map.ts';
import { type DockerfileFacts, dockerfileFacts } from './dockerfile.ts';
import { type ForeignPolicyFacts, foreignPolicyFacts } from './foreign-policy.ts';
import { type SecretFacts, secretFacts } from './secret.ts';
import { type WorkloadFacts, workloadFacts } from './workload.ts';

export type Fact =
  | DockerfileFacts
  | ServiceFacts
  | WorkloadFacts
  | ForeignPolicyFacts
  | SecretFacts
  | ConfigMapFacts
  | KindFacts;

/** The facts that go by a kind's name. */
export type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** The facts of a unit, in source order. */
export function factsOf(unit: Unit): Fact[] {
  if (unit.kind === 'dockerfile') return [dockerfileFacts(unit)];
  if (unit.kind === 'compose') return composeFacts(unit);
  if (unit.kind === 'kubernetes') return unit.kubernetes.objects.flatMap((object) => objectFacts(object));
  return [];
}

function objectFacts(object: KubernetesObject): Fact[] {
  const single = [workloadFacts(object), foreignPolicyFacts(object), secretFacts(object)];
  return [...single.filter((fact) => fact !== undefined), ...kindFacts(object), ...configMapFacts(object)];
}
