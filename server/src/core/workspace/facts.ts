/**
 * What other files need to know of a unit: small plain values, compared to decide whether the rest of the workspace must be judged again.
 * No nodes and no models here; spans are allowed, they do not count in the comparison.
 */

import { buildPath } from '../compose/build-path.ts';
import { rootOnlyAtStart } from '../dockerfile/steps-down.ts';
import type { KubernetesObject } from '../domain/kubernetes.ts';
import type { Unit } from '../domain/unit.ts';
import { ciliumSelectors } from '../kubernetes/cilium.ts';
import { type NetworkPolicy, readNetworkPolicy } from '../kubernetes/network-policy.ts';
import { booleanOf } from '../kubernetes/scalar.ts';
import type { Selector } from '../kubernetes/selectors.ts';
import type { Span } from '../text/span.ts';
import { allEntries, at, items, text } from '../yaml/access.ts';
import { type ConfigMapFacts, configMapFacts } from './config-facts.ts';
import { type SecretFacts, secretFacts } from './secret-facts.ts';

export interface StageFacts {
  readonly name: string | undefined;
  readonly index: number;
  readonly final: boolean;
  readonly user: {
    readonly verdict: 'root' | 'non-root' | 'unknown';
    readonly user: string | undefined;
    readonly uid: number | undefined;
    readonly stated: boolean;
    /** Root only at the start: its entrypoint, or the base image's, changes to another user. */
    readonly stepsDown: boolean;
  };
  readonly exposes: readonly string[];
  /** Of the USER instruction that decides, else of FROM. */
  readonly at: Span;
}
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly stages: readonly StageFacts[];
  /** Names of its ARGs. */
  readonly args: readonly string[];
  readonly at: Span;
}
export interface ServiceFacts {
  readonly kind: 'service';
  readonly name: string;
  readonly image: string | undefined;
  /** Workspace paths. */
  readonly build:
    | {
        readonly context: string;
        readonly dockerfile: string;
        readonly target: string | undefined;
        readonly contexts: readonly string[];
        /** Names of the arguments. */
        readonly args: readonly string[];
      }
    | undefined;
  readonly at: Span;
  readonly whole: Span;
}
export interface WorkloadFacts {
  readonly kind: 'workload';
  readonly type: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly labels: readonly (readonly [string, string])[];
  readonly labelsKnown: boolean;
  readonly partial: boolean;
  readonly hostNetwork: boolean;
  readonly serviceAccount: string | undefined;
  readonly ports: readonly { readonly name: string | undefined; readonly port: string; readonly protocol: string }[];
  readonly at: Span;
  readonly whole: Span;
}
export interface PolicyFacts {
  readonly kind: 'policy';
  readonly policy: NetworkPolicy;
  readonly at: Span;
}
/** Another engine's policy (Cilium, Calico, AdminNetworkPolicy). */
export interface ForeignPolicyFacts {
  readonly kind: 'foreign-policy';
  readonly type: string;
  readonly namespace: string | undefined;
  /** One of them must match; `undefined`: what it selects is not known here. */
  readonly selectors: readonly Selector[] | undefined;
  readonly at: Span;
}
export interface KubernetesServiceFacts {
  readonly kind: 'kubernetes-service';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly type: string;
  /** Label and value; `undefined` when absent or templated. */
  readonly selector: readonly (readonly [string, string])[] | undefined;
  readonly ports: readonly { readonly port: string; readonly targetPort: string; readonly protocol: string }[];
  readonly at: Span;
}
export interface ServiceAccountFacts {
  readonly kind: 'service-account';
  readonly name: string;
  readonly namespace: string | undefined;
  readonly automount: boolean | undefined;
  readonly at: Span;
}
export type Fact =
  | DockerfileFacts
  | ServiceFacts
  | WorkloadFacts
  | PolicyFacts
  | ForeignPolicyFacts
  | KubernetesServiceFacts
  | ServiceAccountFacts
  | SecretFacts
  | ConfigMapFacts;

/** The facts of a unit, in source order. */
export function factsOf(unit: Unit): Fact[] {
  if (unit.kind === 'dockerfile') return [dockerfileFacts(unit)];
  if (unit.kind === 'compose') return composeFacts(unit);
  if (unit.kind === 'kubernetes') return unit.kubernetes.objects.flatMap(objectFacts);
  return [];
}

function dockerfileFacts(unit: Extract<Unit, { kind: 'dockerfile' }>): DockerfileFacts {
  return {
    kind: 'dockerfile',
    stages: unit.dockerfile.stages.map((stage) => ({
      name: stage.name,
      index: stage.index,
      final: stage.final,
      user: {
        verdict: stage.user.verdict,
        user: stage.user.user,
        uid: stage.user.uid,
        stated: stage.user.origin.kind === 'instruction',
        stepsDown: rootOnlyAtStart(stage),
      },
      exposes: stage.instructions.filter((i) => i.keyword === 'EXPOSE').flatMap((i) => i.args.map((a) => a.text)),
      at:
        stage.user.origin.kind === 'instruction' && stage.user.origin.stage === stage
          ? stage.user.origin.instruction.span
          : stage.from.span,
    })),
    args: unit.dockerfile.instructions.flatMap((i) => i.variables.filter((v) => v.kind === 'ARG').map((v) => v.name)),
    at: unit.dockerfile.stages.at(-1)?.from.span ?? { start: 0, end: 0 },
  };
}

function composeFacts(unit: Extract<Unit, { kind: 'compose' }>): ServiceFacts[] {
  return unit.compose.services.map((service) => {
    const path = service.build && buildPath(unit.path, service.build);
    const contexts = [...(service.build?.additionalContexts.keys() ?? [])];
    const args = service.build?.args.map((a) => a.name) ?? [];
    return {
      kind: 'service',
      name: service.name,
      image: service.container.image?.raw,
      build: path && { ...path, target: service.build?.target, contexts, args },
      at: service.entry.keySpan,
      whole: service.span,
    };
  });
}

function objectFacts(object: KubernetesObject): Fact[] {
  const place = { at: object.nameSpan };
  const facts: Fact[] = [];
  const w = object.workload;
  if (w) {
    facts.push({
      kind: 'workload',
      type: object.kind,
      name: object.name,
      namespace: object.namespace,
      namespaceKnown: object.namespaceKnown,
      labels: [...w.podLabels].sort((a, b) => (a[0] < b[0] ? -1 : 1)),
      labelsKnown: w.labelsKnown,
      partial: object.partial,
      hostNetwork: w.hostNetwork.value === true,
      serviceAccount: w.serviceAccountName.value,
      ports: w.containers.flatMap((c) => podPorts(c.node)),
      ...place,
      whole: object.span,
    });
  }
  const policy = readNetworkPolicy(object);
  if (policy) facts.push({ kind: 'policy', policy, ...place });
  else if (/NetworkPolicy$/.test(object.kind)) {
    const selectors = ciliumSelectors(object);
    facts.push({ kind: 'foreign-policy', type: object.kind, namespace: object.namespace, selectors, ...place });
  }
  if (object.kind === 'Service' && object.apiVersion === 'v1') facts.push(serviceFacts(object));
  const secret = secretFacts(object);
  if (secret) facts.push(secret);
  facts.push(...configMapFacts(object));
  if (object.kind === 'ServiceAccount' && object.apiVersion === 'v1') {
    facts.push({
      kind: 'service-account',
      name: object.name,
      namespace: object.namespace,
      automount: booleanOf(at(object.node, 'automountServiceAccountToken')),
      ...place,
    });
  }
  return facts;
}

function podPorts(container: Parameters<typeof at>[0]): { name: string | undefined; port: string; protocol: string }[] {
  return items(at(container, 'ports')).flatMap((p) => {
    const port = text(at(p, 'containerPort'));
    return port ? [{ name: text(at(p, 'name')), port, protocol: text(at(p, 'protocol')) ?? 'TCP' }] : [];
  });
}

function serviceFacts(object: KubernetesObject): KubernetesServiceFacts {
  const spec = at(object.node, 'spec');
  const labels = at(spec, 'selector');
  return {
    kind: 'kubernetes-service',
    name: object.name,
    namespace: object.namespace,
    type: text(at(spec, 'type')) ?? 'ClusterIP',
    selector: labels?.type === 'map' ? labelPairs(labels) : undefined,
    ports: items(at(spec, 'ports')).flatMap((p) => {
      const port = text(at(p, 'port'));
      return port
        ? [{ port, targetPort: text(at(p, 'targetPort')) ?? port, protocol: text(at(p, 'protocol')) ?? 'TCP' }]
        : [];
    }),
    at: object.nameSpan,
  };
}

function labelPairs(map: Parameters<typeof at>[0]): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  for (const e of allEntries(map)) {
    const value = text(e.value);
    if (value === undefined) return undefined;
    pairs.push([e.key, value]);
  }
  return pairs;
}
