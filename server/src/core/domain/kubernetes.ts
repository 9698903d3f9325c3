/** Kubernetes objects as the rules see them. Sources: Kubernetes API reference v1.37, Pod Security Standards. */

import type { Span } from '../text/span.ts';
import type { Found, Lens } from '../yaml/lens.ts';
import type { YamlMap, YamlUnit } from '../yaml/node.ts';
import type { Setting } from '../yaml/setting.ts';
import type { ContainerParts } from './container-parts.ts';

/** One object of a YAML document: the document itself, or an item of a `List`. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** '' when absent or unknown (then `nameKnown` is false). */
  readonly name: string;
  readonly nameKnown: boolean;
  /** `undefined` when not given: the namespace is chosen when it is applied. */
  readonly namespace: string | undefined;
  readonly namespaceKnown: boolean;
  readonly labels: ReadonlyMap<string, string>;
  readonly node: YamlMap;
  /** `node` for reading: it knows the alias that brings the object. */
  readonly lens: Found;
  readonly span: Span;
  /** Of `metadata.name`'s value, else of `kind`. */
  readonly nameSpan: Span;
  /** Helm template, Kustomize patch (`$patch`, or named as one by a kustomization), or too incomplete to be a whole object. */
  readonly partial: boolean;
  /** The first of `workloads`. */
  readonly workload: Workload | undefined;
  /** Every pod template of it: custom kinds may have several (a RayCluster's head and workers). */
  readonly workloads: readonly Workload[];
}

/** An object with a pod template (or a Pod itself): Pod, Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, ReplicationController, PodTemplate, and custom kinds with a recognisable template. */
export interface Workload {
  readonly origin: 'kubernetes';
  readonly object: KubernetesObject;
  /** One of the nine built-in kinds. */
  readonly builtIn: boolean;
  /** Labels of the pods. `labelsKnown` is false when some are templated. */
  readonly podLabels: ReadonlyMap<string, string>;
  readonly labelsKnown: boolean;
  readonly podAnnotations: Lens;
  readonly podSpec: YamlMap;
  /** `podSpec` for reading fields that have no model: it knows the alias or merge key that brings it. */
  readonly pod: Found;
  readonly containers: readonly PodContainer[];
  readonly hostNetwork: Setting<boolean>;
  readonly hostPID: Setting<boolean>;
  readonly hostIPC: Setting<boolean>;
  /** `spec.hostUsers`: false puts the pod into a user namespace. */
  readonly hostUsers: Setting<boolean>;
  readonly automountServiceAccountToken: Setting<boolean>;
  readonly serviceAccountName: Setting<string>;
  readonly volumes: readonly Volume[];
  readonly windows: boolean;
}

/** A container, init container or ephemeral container of a pod. */
export interface PodContainer extends ContainerParts {
  readonly origin: 'kubernetes';
  readonly owner: Workload;
}

export interface Volume {
  readonly name: string;
  /** 'hostPath', 'emptyDir', 'secret', 'configMap', … ; 'emptyDir' when no source is written. */
  readonly source: string;
  readonly hostPath: string | undefined;
  readonly node: YamlMap;
  /** `node` for reading, as `pod` is. */
  readonly lens: Found;
  readonly span: Span;
  /** Mounts of it: container, path, readOnly. */
  readonly mounts: readonly {
    readonly container: PodContainer;
    readonly mountPath: string | undefined;
    readonly readOnly: boolean;
    readonly node: YamlMap;
    readonly span: Span;
  }[];
}

export interface KubernetesUnit {
  readonly yaml: YamlUnit;
  readonly objects: readonly KubernetesObject[];
}
