/** Labels that the controllers of workloads add to their pods. Sources, read on 2026-11-29: Kubernetes documentation, "Well-Known Labels, Annotations and Taints"; `types.go` of batch/v1 and apps/v1. */
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';

/** The name of the pod's Job. */
export const JOB_NAME = 'batch.kubernetes.io/job-name';

const UIDS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
const NAMES = [JOB_NAME, 'job-name'];
const COMPLETION = 'batch.kubernetes.io/job-completion-index';

/** By `group/Kind`, keys whose values are not known before there are pods. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'batch/Job': [...UIDS, COMPLETION],
  'batch/CronJob': [...UIDS, COMPLETION],
  'apps/Deployment': ['pod-template-hash'],
  'apps/ReplicaSet': [],
  'apps/DaemonSet': ['controller-revision-hash', 'pod-template-generation'],
  'apps/StatefulSet': ['controller-revision-hash', 'apps.kubernetes.io/pod-index'],
};

/** By `group/Kind`, keys whose values begin with the name of the object and a hyphen. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  'batch/CronJob': NAMES,
  'apps/StatefulSet': ['statefulset.kubernetes.io/pod-name'],
};

/** Every key that a controller of a built-in kind sets. */
export const CONTROLLER_KEYS: ReadonlySet<string> = new Set(
  [...Object.values(KEYS), ...Object.values(NAMED), NAMES].flat(),
);

/**
 * By `group/Kind`, keys whose value is the name of the object. Sources of those below Job, read on 2026-12-01: kubernetes-sigs/jobset,
 * `JobSetNameKey`; kubernetes-sigs/lws, `SetNameLabelKey`; kubeflow/training-operator, `JobNameLabel`; ray-project/kuberay, `RayClusterLabelKey`.
 */
const OWN_NAME: Readonly<Record<string, readonly string[]>> = {
  'batch/Job': NAMES,
  'jobset.x-k8s.io/JobSet': ['jobset.sigs.k8s.io/jobset-name'],
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': ['leaderworkerset.sigs.k8s.io/name'],
  ...Object.fromEntries(
    ['JAXJob', 'MPIJob', 'PaddleJob', 'PyTorchJob', 'TFJob', 'XGBoostJob'].map((kind) => [
      `kubeflow.org/${kind}`,
      ['training.kubeflow.org/job-name'],
    ]),
  ),
  'ray.io/RayCluster': ['ray.io/cluster'],
};

/** The labels with known values: the object's own name. */
export const knownControllerLabels = (object: KubernetesObject): readonly (readonly [string, string])[] =>
  object.nameKnown && object.name !== '' ? (OWN_NAME[kindOf(object)] ?? []).map((key) => [key, object.name]) : [];

/** The others: key, and how the value begins ('' if that is not known). */
export function openControllerLabels(object: KubernetesObject): readonly (readonly [string, string])[] {
  const kind = kindOf(object);
  const named = object.nameKnown && object.name !== '';
  const names = NAMED[kind] ?? (kind === 'batch/Job' && !named ? NAMES : []);
  return [
    ...(KEYS[kind] ?? []).map((key) => [key, ''] as const),
    ...names.map((key) => [key, named ? `${object.name}-` : ''] as const),
  ];
}

const kindOf = ({ apiVersion, kind }: KubernetesObject): string => `${groupOf(apiVersion)}/${kind}`;
