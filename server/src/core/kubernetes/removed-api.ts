/** Versions of the Kubernetes API that no supported cluster takes any more. Source: Kubernetes documentation, "Deprecated API Migration Guide". */
import type { KubernetesObject } from '../domain/kubernetes.ts';

/** Kinds with pods, by `apiVersion kind`, and the version of Kubernetes that no longer takes them. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ...['Deployment', 'DaemonSet', 'ReplicaSet'].map((kind) => [`extensions/v1beta1 ${kind}`, '1.16'] as const),
  ...['Deployment', 'StatefulSet'].map((kind) => [`apps/v1beta1 ${kind}`, '1.16'] as const),
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => [`apps/v1beta2 ${kind}`, '1.16'] as const),
  ['batch/v2alpha1 CronJob', '1.21'],
  ['batch/v1beta1 CronJob', '1.25'],
]);

/** The version of Kubernetes (`1.16`) that no longer takes an object with pods; `undefined` where current clusters take it. */
export const removedIn = ({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string | undefined =>
  REMOVED.get(`${apiVersion} ${kind}`);
